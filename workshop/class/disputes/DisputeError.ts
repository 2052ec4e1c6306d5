import { UsageError } from '../../../solution/supplied/program/readArguments';

/** Why a file for a dispute is refused. */
export type DisputeCode =
  /** There is no such file, or it is a folder or a device. */
  | 'no-file'
  /** The file has too many bytes. */
  | 'too-large'
  /** The file is not JSON. */
  | 'bad-json'
  /** Another version of the course wrote the file in another form. */
  | 'other-version'
  /** A field is missing, has the wrong type, or names a step that the course does not have. */
  | 'bad-shape'
  /** The file has no seed, and the command line has none. */
  | 'no-seed'
  /** The class did not write the file, or somebody has changed it. */
  | 'not-of-class';

/** Thrown if a grading cannot be repeated from a file. */
export class DisputeError extends UsageError {
  constructor(
    readonly code: DisputeCode,
    message: string,
  ) {
    super(message);
  }
}
