/** The longest value on one line, in characters. */
const LONGEST = 72;

/** Returns data as indented JSON, in which a short list or object stays on one line. */
export function layOut(value: unknown, indent = ''): string {
  const line = JSON.stringify(value);
  if (line.length + indent.length <= LONGEST || typeof value !== 'object' || value === null) {
    return line;
  }
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((part) => layOut(part, inner))
    : Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${layOut(part, inner)}`);
  const [begin, end] = Array.isArray(value) ? '[]' : '{}';
  return `${begin}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${end}`;
}
