import type { Problem } from '../../channel/Problem';

/** Returns a compiler's message as text: the place, the message, and the line if it is known. */
export function showProblem({ file, line, message, excerpt }: Problem): string {
  const place = file === '' ? '' : `${file}:${line}: `;
  return `${place}${message}${excerpt === undefined ? '' : `\n${excerpt}`}`;
}
