import { join } from 'node:path';
import { handoutOf } from './course';
import type { Step } from './course';
import { ROOT } from './parts';
import { readText } from './readText';

/** Returns the numbered sentences of a handout's section "The specification", without their marks. */
export function specificationOf(step: Step): Map<number, string> {
  const handout = readText(join(ROOT, handoutOf(step)));
  const [, specification = ''] = /^## The specification\n([^]*?)^## /m.exec(handout) ?? [];
  return new Map(
    [...specification.matchAll(/^(\d+)\. (.*(?:\n(?!\d+\. |\n).*)*)/gm)].map(([, number, text]) => [
      Number(number),
      text.replace(/[`*]|<\/?\w+>|\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\s+/g, ' '),
    ]),
  );
}
