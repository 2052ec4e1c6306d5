import type { CheckReport, StepReport } from '../harness/parent/suite/Report';
import { failureShape } from './failureShape';
import type { Killed, Loss } from './Matrix';
import { readMatrix } from './matrixFile';

/** The maximum number of mistakes. A longer list does not help a student. */
const MOST = 3;

/**
 * Returns advice for a student whose file fails in the same way as known wrong files. The file must
 * lose the same checks with the same answers. A wrong cause is worse than no cause.
 *
 * @returns one or two sentences for each mistake that fits. Empty if more than three mistakes fit.
 */
export function likelyMistakes({ step, checks, hidesLoss }: StepReport): string[] {
  // If hidden checks are lost too, the other checks do not show the whole mistake.
  if (hidesLoss === true) return [];
  const pattern = patternOf(lossesOf(checks));
  if (pattern === '') return [];
  const shape = failureShape(checks);
  const alike = readMatrix(step.name).mutants.filter(
    (mutant) => patternOf(mutant.lost) === pattern && mutant.shape === shape,
  );
  return alike.length > MOST ? [] : alike.map(describe);
}

function describe({ name, advice }: Killed): string {
  // The name of a function, such as countHashes, must not change.
  const isIdentifier = /^[a-z]+[A-Z]/.test(name);
  const sentence = isIdentifier ? name : `${name[0].toUpperCase()}${name.slice(1)}`;
  return `${sentence}. ${advice}`.trim();
}

/** Returns how each check that did not pass was lost, by the check's name. */
export function lossesOf(checks: readonly CheckReport[]): Record<string, Loss> {
  const lost = checks.filter(({ state }) => state !== 'passed');
  return Object.fromEntries(
    lost.map(({ name, failure }): [string, Loss] => [name, failure?.kind ?? 'not judged']),
  );
}

/**
 * Returns the same text for all files that lose the same checks in the same way. Returns '' for a
 * file that is a stub or cannot be loaded.
 */
function patternOf(lost: Readonly<Record<string, Loss>>): string {
  const losses = Object.entries(lost);
  // The failures of such a file say nothing about a mistake.
  if (losses.some(([, loss]) => loss === 'unloadable' || loss === 'unwritten')) return '';
  return losses.map((loss) => loss.join(': ')).join('\n');
}
