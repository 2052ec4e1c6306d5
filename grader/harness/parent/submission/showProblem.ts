import type { Problem } from '../suite/Report';

/** Returns a mistake that a compiler found: where it is, what it is, and the line if it is known. */
export function showProblem({ file, line, message, excerpt }: Problem): string {
  const place = file === '' ? '' : `${file}:${line}: `;
  return `${place}${message}${excerpt === undefined ? '' : `\n${excerpt}`}`;
}
