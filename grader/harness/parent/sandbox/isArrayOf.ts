/** Returns true for an array whose elements all pass a test. A hole in the array is undefined. */
export function isArrayOf<Each>(
  value: unknown,
  isEach: (each: unknown) => each is Each,
): value is Each[] {
  return Array.isArray(value) && Array.from(value as unknown[]).every(isEach);
}
