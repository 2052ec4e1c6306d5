/** A field's value as text for an input. */
export const toText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/**
 * The value of a field from the text of an input. Text that is not a number stays text, and the
 * rules refuse it as `bad-shape`.
 *
 * @param type the type of the field
 */
export function fromText(text: string, type: string): unknown {
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text.trim());
  return type === 'number' && isNumber ? Number(text) : text;
}
