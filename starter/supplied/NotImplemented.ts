/** Thrown by a function that you have not written yet. */
export class NotImplemented extends Error {
  override readonly name = 'NotImplemented';

  /**
   * @param step the step's name, such as `step3`
   * @param functionName the function that is missing
   * @param handout the page that explains the function
   */
  constructor(
    readonly step: string,
    readonly functionName: string,
    readonly handout: string,
  ) {
    super(`${functionName} is not written yet: ${step}, see ${handout}`);
  }
}
