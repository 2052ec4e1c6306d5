/** The limits of reading one submission. A submission with more is not read. */
export const LIMITS = {
  /** Files, folders and links. A project with its packages has about 12,000. */
  entries: 50_000,
  /** Folders inside folders. */
  depth: 40,
  /** Bytes of all step files together. */
  stepBytes: 16 * 1024 * 1024,
  /** Bytes of a tar archive without its compression. A project with its packages has 200 MiB. */
  tarBytes: 512 * 1024 * 1024,
  /** Bytes of a zip archive that is read into memory. A larger archive is read more slowly. */
  zipInMemory: 64 * 1024 * 1024,
  /** Archives in one submission. */
  archives: 20,
  /** Bytes that git can download. */
  cloneBytes: 512 * 1024 * 1024,
  /** How long git can take, in milliseconds. */
  cloneMs: 120_000,
} as const;
