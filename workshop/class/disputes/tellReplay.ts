import { clean } from '../../../grader/report/clean';
import type { DisputeFile } from '../../../grader/report/formats/DisputeFile';
import { plainLine } from '../../../grader/report/formats/plainText';
import { wrap } from '../../../grader/report/wrap';
import { compareVerdicts } from './compareVerdicts';

/** How many steps and how many differences of a step are told. */
const MOST = 20;

/**
 * Returns what a person reads after a grading was repeated.
 *
 * @param before what the file says
 * @param now the same facts about the new grading
 */
export function tellReplay(
  before: DisputeFile,
  now: Required<Pick<DisputeFile, 'verdict' | 'isolation' | 'course' | 'machine'>>,
): { isSame: boolean; text: string } {
  const { verdict, fault } = before;
  const points = `${now.verdict.points} of ${now.verdict.outOf} points`;
  const parts: string[] = [];
  let isSame = false;
  if (verdict === undefined) {
    parts.push(wrap(`The file has no verdict: ${plainLine(fault ?? '')}`), `Now: ${points}`);
  } else {
    const steps = compareVerdicts(verdict, now.verdict);
    isSame = steps.length === 0;
    parts.push(
      isSame
        ? `The same verdict: ${points}, and each check has the same result.`
        : `The verdict differs: ${verdict.points} of ${verdict.outOf} points in the file, ${points} now.`,
    );
    for (const { step, differences } of steps.slice(0, MOST)) {
      const lines = differences.slice(0, MOST).map((each) => wrap(each, '  – '));
      if (differences.length > MOST) lines.push(`    and ${differences.length - MOST} more`);
      parts.push([step, ...lines].join('\n'));
    }
  }
  parts.push(conditionsOf(before, now).join('\n'));
  return { isSame, text: `${clean(parts.join('\n\n'))}\n` };
}

/** Returns sentences about what is the same as in the file, and what is not. */
function conditionsOf(
  before: DisputeFile,
  now: Pick<DisputeFile, 'isolation' | 'course' | 'machine'>,
): string[] {
  const lines: string[] = [];
  if (before.course !== now.course) {
    lines.push('The course is another version than in the file.');
  }
  if (before.machine !== now.machine) {
    lines.push(`The machine was "${plainLine(before.machine)}". Now it is "${now.machine}".`);
  }
  if (before.isolation !== undefined && before.isolation !== now.isolation) {
    lines.push(`The isolation was "${plainLine(before.isolation)}". Now it is "${now.isolation}".`);
    if (before.isolation === 'none') {
      lines.push('CANTOR_ISOLATION=none before the command makes it the same, and less safe.');
    }
  }
  if (lines.length === 0) return ['The course, the machine and the isolation are the same.'];
  return lines.map((line) => wrap(line, '! '));
}
