import { join } from 'node:path';
import { handoutOf } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { readText } from '../../grader/course/readText';

/**
 * Returns the hints in a step's handout, each with its title and without HTML.
 *
 * @param root the project's folder
 */
export function hintsOf(step: Step, root: string): string[] {
  const handout = readText(join(root, handoutOf(step)));
  const section = /^## Hints\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(handout)?.[1] ?? '';
  return section
    .split(/^### .*\n/m)
    .slice(1)
    .map((hint) => {
      const title = /<summary>(.*?)<\/summary>/.exec(hint)?.[1] ?? '';
      const text = hint.replace(/<summary>.*?<\/summary>|<\/?details>/g, '').trim();
      return `${title}\n\n${text}`;
    });
}
