/** Thrown when a check cannot be judged. Such a check did not pass and did not fail. */
export class NotJudged extends Error {
  override readonly name = 'NotJudged';
}
