import { COURSE } from '../course/course';

/**
 * Returns a sentence for checks that pass only with the reference's earlier steps.
 *
 * @param what the checks, with the verb: `this check fails`
 * @param names the steps at fault
 */
export function blameEarlier(what: string, names: readonly string[]): string {
  const steps = COURSE.filter(({ name }) => names.includes(name));
  const list = steps.map(({ name, number }) => `${name} (step ${number})`).join(' or ');
  return `${what} with your own ${list}. The fault is there, and you keep these points`;
}
