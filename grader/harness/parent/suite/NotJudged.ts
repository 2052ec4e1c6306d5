/** Thrown when a check cannot be judged, which is not the same as failing it. */
export class NotJudged extends Error {
  override readonly name = 'NotJudged';
}
