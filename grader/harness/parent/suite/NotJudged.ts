/** Thrown when a check cannot be judged: it is then neither passed nor failed. */
export class NotJudged extends Error {
  override readonly name = 'NotJudged';
}
