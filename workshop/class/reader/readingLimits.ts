/** The limits of reading one submission. A submission with more is not read. */
export const LIMITS = {
  /** Files, folders and links. A project with its packages has about 12,000. */
  entries: 50_000,
  /** Folders inside folders. */
  depth: 40,
  /** Files with the name of a step. */
  stepFiles: 1000,
  /** Bytes of all step files together. */
  stepBytes: 16 * 1024 * 1024,
  /** Bytes of a tar archive without its compression. A project with its packages has 200 MiB. */
  tarBytes: 512 * 1024 * 1024,
  /** Bytes of a tar archive from one file to the next, such as headers. */
  tarGap: 1024 * 1024,
  /** How long reading a tar archive can take, in milliseconds. */
  tarMs: 120_000,
  /** Characters of a path in a tar archive. */
  path: 4096,
  /** Bytes of a zip archive, because it is read into memory. */
  zipBytes: 256 * 1024 * 1024,
  /** Archives in one submission. */
  archives: 20,
  /** Bytes that git can download. */
  cloneBytes: 512 * 1024 * 1024,
  /** How long git can take for a whole repository, in milliseconds. */
  gitMs: 120_000,
} as const;
