/** How many digits of a hash or an address people get to see. */
const SHORT = 8;

/** The beginning of a hash or an address. */
export function short(hex: string): string {
  return hex.length > SHORT ? `${hex.slice(0, SHORT)}…` : hex;
}
