/**
 * Returns the traces that a program left on a value and that a copy does not show: what is frozen,
 * sealed or closed to further fields, and fields that are hidden.
 *
 * @param name the name of the value, such as `block1`
 */
export function tracesOn(name: string, value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const visible = Object.keys(value);
  const hidden = Reflect.ownKeys(value).filter(
    (key) => !visible.includes(String(key)) && !(Array.isArray(value) && key === 'length'),
  );
  const lock = Object.isFrozen(value) ? 'frozen' : Object.isSealed(value) ? 'sealed' : 'closed';
  const parts: Iterable<[unknown, unknown]> =
    value instanceof Map ? (value as Map<unknown, unknown>) : Object.entries(value);
  return [
    ...(Object.isExtensible(value) ? [] : [`${name} is ${lock}`]),
    ...hidden.map((key) => `${name} has a hidden field ${String(key)}`),
    ...[...parts].flatMap(([key, part]) => tracesOn(`${name}.${String(key)}`, part, seen)),
  ];
}
