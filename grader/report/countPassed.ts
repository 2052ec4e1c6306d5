import type { CheckReport } from '../harness/parent/suite/Report';
import { blameEarlier } from './blameEarlier';

/**
 * Returns sentences about the checks that passed: how many there are, and which earlier step is at
 * fault for some of them. Returns none if no check passed.
 */
export function countPassed(checks: readonly CheckReport[]): string[] {
  const passed = checks.filter(({ state }) => state === 'passed');
  if (passed.length === 0) return [];
  const sentences = [`${passed.length} ${passed.length === 1 ? 'check' : 'checks'} passed.`];
  const blamed = passed.filter(({ standsOn }) => standsOn !== undefined);
  if (blamed.length > 0) {
    const names = blamed.flatMap(({ standsOn }) => standsOn ?? []);
    const what = blamed.length === 1 ? '1 of them fails' : `${blamed.length} of them fail`;
    sentences.push(`${blameEarlier(what, names)}.`);
  }
  return sentences;
}
