/** Returns a file's or folder's name without characters that can change the display of a terminal. */
export function cleanName(name: string): string {
  return name.replace(/\p{C}/gu, '·');
}
