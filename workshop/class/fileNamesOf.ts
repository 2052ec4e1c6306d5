import { createHash } from 'node:crypto';

/** The maximum length of a name without its ending. File systems allow 255 bytes. */
const LONGEST = 80;
/** Windows does not allow these names. */
const RESERVED = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(\.|$)/i;

/**
 * Returns a name for each student's files, without its ending. Each name is possible on every
 * system, and no two names differ only by capitals.
 */
export function fileNamesOf(names: readonly string[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const name of names) {
    const key = withoutCapitals(plainOf(name));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map(
    names.map((name) => {
      const plain = plainOf(name);
      const isUnique = plain === name && counts.get(withoutCapitals(plain)) === 1;
      const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
      // No plain name has a `~`, so no student can have this name.
      return [name, isUnique ? plain : `${plain}~${hash}`];
    }),
  );
}

/** Returns the same text for names that a file system can take for the same, such as `ß` and `SS`. */
function withoutCapitals(name: string): string {
  return name.toUpperCase().toLowerCase();
}

function plainOf(name: string): string {
  const plain = name.replace(/[^\p{L}\p{M}\p{N} ._-]/gu, '_').replace(/^[ .-]|[ .]$/g, '_');
  const short = [...plain].slice(0, LONGEST).join('').replace(/[ .]$/, '_');
  // A letter can have four bytes.
  const fits = Buffer.byteLength(short) <= 2 * LONGEST ? short : [...short].slice(0, 40).join('');
  return RESERVED.test(fits) || fits === '' ? `_${fits}` : fits;
}
