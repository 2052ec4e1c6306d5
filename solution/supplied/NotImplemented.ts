/** Thrown by a function that is still waiting for you. */
export class NotImplemented extends Error {
  override readonly name = 'NotImplemented';

  /**
   * @param step the step's name, such as `step3`
   * @param functionName what is still to be written
   * @param handout the page that says how
   */
  constructor(
    readonly step: string,
    readonly functionName: string,
    readonly handout: string,
  ) {
    super(`${functionName} is not written yet: ${step}, see ${handout}`);
  }
}
