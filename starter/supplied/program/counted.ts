/** Returns a number with its unit, for example `1 block` or `1,200 blocks`. */
export function counted(number: number, unit: string): string {
  return `${number.toLocaleString('en')} ${unit}${number === 1 ? '' : 's'}`;
}
