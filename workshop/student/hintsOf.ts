import { join } from 'node:path';
import { handoutOf } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { readText } from '../../grader/course/readText';

/**
 * The hints of a step, as its handout has them, from a nudge to almost code.
 *
 * @param root the project's folder
 * @returns each hint's title and text, without the markup that folds it away
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
