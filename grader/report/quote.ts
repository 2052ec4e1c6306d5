/** Returns a path in the form in which a shell reads it as one word. */
export function quote(path: string): string {
  return /^[\w./~+:@%-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
