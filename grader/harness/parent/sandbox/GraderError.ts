/** Thrown when the grader itself cannot do its work; it says nothing about the submission. */
export class GraderError extends Error {
  override readonly name = 'GraderError';
}
