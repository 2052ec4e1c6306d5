import { fingerprintOf } from '../fingerprintOf';
import type { CheckReport } from '../harness/Report';
import type { Killed, Loss } from './Matrix';
import { readMatrix } from './matrixFile';

/** More mistakes than these that look the same help nobody. */
const MOST = 3;

/**
 * What a student is told whose file of a step loses the same checks in the same ways as a known
 * wrong one.
 *
 * @returns a sentence or two for each mistake that it may be; none if it looks like too many or none
 */
export function likelyMistakes(step: string, checks: readonly CheckReport[]): string[] {
  const pattern = patternOf(lossesOf(checks));
  if (pattern === '') return [];
  const mutants = readMatrix().steps[step]?.mutants ?? [];
  const alike = mutants.filter(({ lost }) => patternOf(lost) === pattern);
  const looks = looksOf(checks);
  const same = alike.filter((mutant) => mutant.looks === looks);
  const likely = same.length > 0 ? same : alike;
  return likely.length > MOST ? [] : likely.map(say);
}

/**
 * A fingerprint of what came in place of what, but for hashes and numbers, which are others for each
 * seed: of two mistakes that lose the same checks it often tells which one it is.
 */
export function looksOf(checks: readonly CheckReport[]): string {
  const failures = checks.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  const texts = failures.map(({ tried, expected, got }) => [tried, expected, got]);
  return fingerprintOf(JSON.stringify(texts).replace(/[0-9a-f]{8,}|\d+/g, '#')).slice(0, 16);
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
