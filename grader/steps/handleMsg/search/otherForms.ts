/** Returns the object with its fields, and the fields of its parts, in reverse order. */
export function inOtherOrder(object: object): object {
  const entries = Object.entries(object) as Array<[string, unknown]>;
  return Object.fromEntries(
    entries
      .reverse()
      .map(([name, part]) => [
        name,
        typeof part === 'object' && part !== null ? inOtherOrder(part) : part,
      ]),
  );
}
