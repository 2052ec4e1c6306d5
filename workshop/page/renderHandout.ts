import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Marked } from 'marked';
import type { Tokens } from 'marked';
import { escapeMarkup } from '../../grader/report/formats/escapeMarkup';
import { pageOfLink } from './coursePages';
import { diagramOf, DIAGRAMS } from './diagramOf';

/** The HTML that handouts contain. It has no attributes, so it can do nothing. */
const ALLOWED = /&lt;(\/?(?:details|summary|sup|sub))&gt;/g;

/** The only section whose numbered lists are sentences to fulfil. */
const SPECIFICATION = 'The specification';

/** The page gives the hints one at a time, so the handout must not contain them. */
const HINTS = /^## Hints\n[^]*?(?=^## |$(?![^]))/m;

/**
 * Returns a handout, or a part of a handout, as HTML without scripts. Other HTML in the text is
 * shown as text. Each numbered sentence of the specification has the attribute `data-sentence`.
 *
 * @param file the path of the text from the project's root, for links to other pages of the course
 */
export function renderHandout(markdown: string, file: string): string {
  let section = '';
  const marked = new Marked({
    renderer: {
      html: ({ text }) => allowedHtml(text),
      heading({ tokens, depth, text }) {
        section = depth === 2 ? text : section;
        return `<h${depth}>${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      list({ ordered, start, items }) {
        const tag = ordered ? 'ol' : 'ul';
        const isSpecification = ordered && section === SPECIFICATION;
        const inside = items.map((item, i) => {
          const number = Number(start) + i;
          const mark = isSpecification ? ` id="sentence-${number}" data-sentence="${number}"` : '';
          const value = ordered ? ` value="${number}"` : '';
          return `<li${value}${mark}>${this.parser.parse(item.tokens, item.loose)}</li>\n`;
        });
        return `<${tag}>\n${inside.join('')}</${tag}>\n`;
      },
      code: (code) => showCode(code),
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const page = pageOfLink(file, href);
        if (page !== undefined) return `<a href="#${page}">${text}</a>`;
        // Links to other files are for readers of the files.
        if (!/^https?:\/\//.test(href)) return text;
        const to = escapeMarkup(href);
        return `<a href="${to}" target="_blank" rel="noopener noreferrer">${text}</a>`;
      },
      image: ({ text }) => `<em>${escapeMarkup(text)}</em>`,
    },
  });
  return marked.parse(markdown.replace(HINTS, ''), { async: false });
}

function allowedHtml(text: string): string {
  return escapeMarkup(text).replace(ALLOWED, '<$1>');
}

/** Shows the drawing of a diagram, and its text. Without a drawing, shows only the text. */
function showDiagram(text: string, code: string): string {
  const name = diagramOf(text);
  if (!existsSync(join(DIAGRAMS, name))) {
    return `<figure class="diagram"><figcaption>A diagram, as text</figcaption>${code}</figure>\n`;
  }
  const image = `<img src="/diagrams/${name}" alt="A diagram. Its text is below." />`;
  const asText = `<details><summary>The diagram as text</summary>${code}</details>`;
  return `<figure class="diagram">${image}${asText}</figure>\n`;
}

function showCode({ text, lang = '' }: Tokens.Code): string {
  const code = `<pre tabindex="0"><code>${escapeMarkup(text)}\n</code></pre>`;
  const [language] = lang.split(' ');
  if (language === 'mermaid') return showDiagram(text, code);
  return `<div class="code ${language === 'sh' ? 'shell' : ''}">${code}</div>\n`;
}
