import type { StepName } from '../../course/course';
import { reference } from './reference';

/**
 * Returns the reference's source of a step with one piece of its text replaced.
 *
 * @throws Error if the piece is not there exactly once
 */
export function replaceOnce(step: StepName, from: string, to: string): string {
  const source = reference(step);
  if (source.split(from).length !== 2) throw new Error(`${step} should have "${from}" once`);
  return source.replace(from, () => to);
}
