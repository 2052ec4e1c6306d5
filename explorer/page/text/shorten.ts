/** How many digits of a hash or an address are shown. */
const DIGITS = 8;

/** Returns the beginning of a hash or an address. */
export function shortHash(hex: string): string {
  return hex.length > DIGITS ? `${hex.slice(0, DIGITS)}…` : hex;
}

/** Returns a name, cut to at most `most` characters. */
export function cutName(name: string, most: number): string {
  const letters = [...name];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : name;
}
