/** The formats that are read, and the formats that are known but not read. */
const NAMED = /\.(zip|tar|tgz|tar\.gz|gz|7z|rar|bz2|tbz2?|xz|txz|zst|z)$/i;

/** True if the name of a file is the name of an archive. */
export function isArchiveName(fileName: string): boolean {
  return NAMED.test(fileName);
}

/** Returns the name of an archive without its ending. */
export function withoutArchiveEnding(fileName: string): string {
  return fileName.replace(/\.(tar\.\w+|\w+)$/i, '');
}

/** The bytes that `archiveKind` needs. */
export const HEAD_BYTES = 512;

/** Returns the format of an archive. Looks at the first bytes, because names can be wrong. */
export function archiveKind(head: Buffer): 'zip' | 'gzip' | 'tar' | undefined {
  const begins = head.subarray(0, 4).toString('latin1');
  if (['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'].includes(begins)) return 'zip';
  if (begins.startsWith('\x1f\x8b')) return 'gzip';
  return head.subarray(257, 262).toString('latin1') === 'ustar' ? 'tar' : undefined;
}
