import type { CheckReport, StepReport } from '../harness/parent/suite/Report';
import { failureShape } from './failureShape';
import type { Killed, Loss } from './Matrix';
import { readMatrix } from './matrixFile';

/** A longer list of mistakes does not help a student. */
const MOST = 3;

/**
 * Returns what to tell a student whose file fails exactly as known wrong files do. It must lose the same
 * checks, with the same answers: a wrong cause is worse than none.
 *
 * @returns a sentence or two for each mistake that fits; none if more than three fit
 */
export function likelyMistakes({ step, checks }: StepReport): string[] {
  const pattern = patternOf(lossesOf(checks));
  if (pattern === '') return [];
  const shape = failureShape(checks);
  const alike = readMatrix(step.name).mutants.filter(
    (mutant) => patternOf(mutant.lost) === pattern && mutant.shape === shape,
  );
  return alike.length > MOST ? [] : alike.map(describe);
}

function describe({ name, advice }: Killed): string {
  return `${name[0].toUpperCase()}${name.slice(1)}. ${advice}`.trim();
}

/** Returns how checks were lost, by the names of those that did not pass. */
export function lossesOf(checks: readonly CheckReport[]): Record<string, Loss> {
  const lost = checks.filter(({ state }) => state !== 'passed');
  return Object.fromEntries(
    lost.map(({ name, failure }): [string, Loss] => [name, failure?.kind ?? 'not judged']),
  );
}

/**
 * Returns the same text for all files that lose the same checks in the same way, and '' for a file
 * that is a stub or cannot be loaded.
 */
function patternOf(lost: Readonly<Record<string, Loss>>): string {
  const losses = Object.entries(lost);
  // The failures of such a file say nothing about a mistake.
  if (losses.some(([, loss]) => loss === 'unloadable' || loss === 'unwritten')) return '';
  return losses.map((loss) => loss.join(': ')).join('\n');
}
