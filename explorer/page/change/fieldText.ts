/** A field's value as it is typed. */
export const toText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/**
 * What somebody typed as a field's value. Where a number belongs and none was typed it stays text, so
 * that the rules can say what they say of it: `bad-shape`.
 *
 * @param type what belongs there
 */
export function fromText(text: string, type: string): unknown {
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text.trim());
  return type === 'number' && isNumber ? Number(text) : text;
}
