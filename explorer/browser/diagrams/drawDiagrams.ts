import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../grader/course/parts';
import { COURSE_PAGES } from '../../../workshop/page/coursePages';
import { diagramOf, DIAGRAMS, diagramsIn } from '../../../workshop/page/diagramOf';
import { openChromium } from '../support/openChromium';

// Draws the diagrams of the course's texts for the course page. Students do not install Mermaid, because
// it is large. Maintainers do not install it either: this program needs only its one script.
//
//   npm pack mermaid@11.17.2 && tar -xzf mermaid-*.tgz package/dist/mermaid.min.js
//   npx ts-node -T explorer/browser/diagrams/drawDiagrams.ts package/dist/mermaid.min.js

interface Mermaid {
  initialize: (options: object) => void;
  render: (id: string, text: string) => Promise<{ svg: string }>;
}

async function draw(script: string): Promise<void> {
  const { page, close } = await openChromium();
  try {
    await page.setContent('<!doctype html><body></body>');
    await page.addScriptTag({ path: script });
    mkdirSync(DIAGRAMS, { recursive: true });
    const known = new Set<string>();
    for (const file of COURSE_PAGES.values()) {
      for (const text of diagramsIn(readFileSync(join(ROOT, file), 'utf8'))) {
        const name = diagramOf(text);
        known.add(name);
        const svg = await page.evaluate(drawOne, { id: `d${name.slice(0, 8)}`, text });
        writeFileSync(join(DIAGRAMS, name), `${svg.trim()}\n`);
      }
    }
    for (const name of readdirSync(DIAGRAMS)) if (!known.has(name)) rmSync(join(DIAGRAMS, name));
  } finally {
    await close();
  }
}

/** Runs in the browser. Labels must be text of the SVG, because an image shows no HTML. */
async function drawOne({ id, text }: { id: string; text: string }): Promise<string> {
  const { mermaid } = window as unknown as { mermaid: Mermaid };
  mermaid.initialize({
    startOnLoad: false,
    theme: 'neutral',
    htmlLabels: false,
    fontFamily: 'system-ui, sans-serif',
    flowchart: { htmlLabels: false },
  });
  const { svg } = await mermaid.render(id, text);
  const { documentElement: root } = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const [, , width, height] = (root.getAttribute('viewBox') ?? '').split(' ');
  // Without a width and a height, an image has an arbitrary size.
  root.setAttribute('width', String(Math.ceil(Number(width))));
  root.setAttribute('height', String(Math.ceil(Number(height))));
  return new XMLSerializer().serializeToString(root);
}

void draw(process.argv[2]);
