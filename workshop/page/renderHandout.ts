import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Marked } from 'marked';
import type { Tokens } from 'marked';
import { escapeMarkup } from '../../grader/report/formats/escapeMarkup';
import { pageOfLink } from './coursePages';
import { diagramOf, DIAGRAMS } from './diagramOf';
import { highlightCode } from './highlightCode';

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
  const size = sizeOf(join(DIAGRAMS, name));
  if (size === undefined) {
    return `<figure class="diagram"><figcaption>A diagram, as text</figcaption>${code}</figure>\n`;
  }
  const image =
    `<button class="enlarge" aria-label="Enlarge the diagram">` +
    `<img src="/diagrams/${name}" ${size} alt="A diagram. Its text is below." /></button>`;
  const asText = `<details><summary>The diagram as text</summary>${code}</details>`;
  return `<figure class="diagram">${image}${asText}</figure>\n`;
}

/**
 * Returns the size of a drawing as attributes, so that nothing moves when it comes. Returns undefined
 * if there is no drawing.
 */
function sizeOf(path: string): string | undefined {
  try {
    const svg = readFileSync(path, 'utf8').slice(0, 1000);
    const sides = ['width', 'height'].map((side) => new RegExp(` ${side}="\\d+"`).exec(svg)?.[0]);
    return sides.join('').trim();
  } catch {
    return undefined;
  }
}

function showCode({ text, lang = '' }: Tokens.Code): string {
  const [language] = lang.split(' ');
  const inside = language === 'ts' ? highlightCode(text) : escapeMarkup(text);
  const code = `<pre tabindex="0"><code>${inside}\n</code></pre>`;
  if (language === 'mermaid') return showDiagram(text, code);
  const kind = { sh: 'shell', ts: 'snippet' }[language];
  if (kind === undefined) return `<div class="code">${code}</div>\n`;
  const button = `<button class="copy" aria-label="Copy this code">Copy</button>`;
  return `<div class="code ${kind}">${code}${button}</div>\n`;
}
