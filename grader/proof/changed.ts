import { reference } from './reference';

/** The reference's source of a step, with one thing done otherwise. */
export function changed(step: string, from: string, to: string): string {
  const source = reference(step);
  if (source.split(from).length !== 2) throw new Error(`${step} should have "${from}" once`);
  return source.replace(from, () => to);
}
