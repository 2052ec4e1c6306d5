/** Returns true for an object, also if it was made inside Jest or in another process. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
