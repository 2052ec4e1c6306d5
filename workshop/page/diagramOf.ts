import { hash } from 'node:crypto';
import { join } from 'node:path';
import { ROOT } from '../../grader/course/parts';

/** The folder of the drawn diagrams. `explorer/browser/diagrams/drawDiagrams.ts` writes it. */
export const DIAGRAMS = join(ROOT, 'exercises', 'images', 'diagrams');

/**
 * Returns the file name of a diagram. The name is a hash of the diagram's text, so an old drawing
 * cannot stand for a new text.
 */
export function diagramOf(text: string): string {
  return `${hash('sha256', text.trim()).slice(0, 16)}.svg`;
}

/** Returns the texts of the Mermaid diagrams of a page. */
export function diagramsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^```mermaid\n([^]*?)^```/gm)].map(([, text]) => text);
}
