/** Returns the value of a field as text for an input. */
export const toText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/**
 * Returns the value of a field from the text of an input. If a number is needed and the text is not
 * a number, it returns the text. The rules then refuse the block as `bad-shape`.
 *
 * @param type the type of the field
 */
export function fromText(text: string, type: string): unknown {
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text.trim());
  return type === 'number' && isNumber ? Number(text) : text;
}
