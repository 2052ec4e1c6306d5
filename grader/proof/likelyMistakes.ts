import type { CheckReport } from '../harness/Report';
import { looksOf } from './looksOf';
import type { Killed, Loss } from './Matrix';
import { readMatrix } from './matrixFile';

/** More mistakes than these that look the same help nobody. */
const MOST = 3;

/**
 * What a student is told whose file of a step loses the same checks as a known wrong one, and with
 * the same in place of what was expected: of all files that lose a check few have made the same mistake,
 * and a wrong cause is worse than none.
 *
 * @returns a sentence or two for each mistake that it may be; none if it looks like too many or none
 */
export function likelyMistakes(step: string, checks: readonly CheckReport[]): string[] {
  const pattern = patternOf(lossesOf(checks));
  if (pattern === '') return [];
  const mutants = readMatrix().steps[step]?.mutants ?? [];
  const looks = looksOf(checks);
  const alike = mutants.filter((one) => patternOf(one.lost) === pattern && one.looks === looks);
  return alike.length > MOST ? [] : alike.map(say);
}

function say({ name, advice }: Killed): string {
  return `${name[0].toUpperCase()}${name.slice(1)}. ${advice}`.trim();
}

/** What was lost, and how. */
export function lossesOf(checks: readonly CheckReport[]): Record<string, Loss> {
  const lost = checks.filter(({ state }) => state !== 'passed');
  return Object.fromEntries(
    lost.map(({ name, failure }): [string, Loss] => [name, failure?.kind ?? 'not judged']),
  );
}

/** Nothing for a file that does not load, is not written, or loses nothing. */
function patternOf(lost: Readonly<Record<string, Loss>>): string {
  const losses = Object.entries(lost);
  if (losses.some(([, loss]) => loss === 'unloadable' || loss === 'unwritten')) return '';
  return losses.map((loss) => loss.join(': ')).join('\n');
}
