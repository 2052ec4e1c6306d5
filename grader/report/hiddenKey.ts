/** Returns the text that stands for a check of a step in a set of hidden checks. */
export function hiddenKey(step: string, check: string): string {
  return `${step}: ${check}`;
}
