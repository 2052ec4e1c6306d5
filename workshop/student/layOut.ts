import { listed } from '../../grader/report/listed';

/** Returns data as indented JSON, in which a short list or object stays on one line. */
export function layOut(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return listed('[]', value.map(layOut));
  const parts = Object.entries(value).map(
    ([key, part]) => `${JSON.stringify(key)}: ${layOut(part)}`,
  );
  return listed('{}', parts);
}
