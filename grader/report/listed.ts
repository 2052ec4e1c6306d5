/** The longest list on one line, in characters. */
const LONGEST = 72;

/**
 * Returns the code of a list or an object. If it is long, each part has its own lines.
 *
 * @param brackets the two characters around the parts
 * @param parts the code of each part, laid out already
 */
export function listed(brackets: '[]' | '{}', parts: readonly string[]): string {
  const [begin, end] = brackets;
  const space = brackets === '{}' && parts.length > 0 ? ' ' : '';
  const line = `${begin}${space}${parts.join(', ')}${space}${end}`;
  if (line.length <= LONGEST && !line.includes('\n')) return line;
  return `${begin}\n${parts.map((part) => `${part},`.replace(/^/gm, '  ')).join('\n')}\n${end}`;
}
