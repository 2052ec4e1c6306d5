import type { Remark } from './Remark';

/** Thrown if a submission cannot be read. Then the submission is not judged. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  /** @param remark why, as a sentence */
  constructor(readonly remark: Remark) {
    super(remark.text);
  }
}
