/** How much the two clocks can differ by rounding, in milliseconds. */
const ROUNDING_MS = 1;

/**
 * The clock of a submission's process, by the times that it claims. A claimed time cannot be later
 * than the arrival of its message, and not earlier than the order that led to it.
 */
export class ClaimedClock {
  /** Our time less the claimed time of the same moment is in these bounds. */
  private least = -Infinity;
  private most = Infinity;

  /** @throws Error if the claimed time is later than now */
  arrived(at: number): void {
    this.most = Math.min(this.most, performance.now() - at);
    this.mustAgree();
  }

  /**
   * @param ordered our time of an order
   * @param at the claimed time of an event that the order caused
   * @throws Error if the event was earlier than the order
   */
  caused(ordered: number, at: number): void {
    this.least = Math.max(this.least, ordered - at);
    this.mustAgree();
  }

  private mustAgree(): void {
    if (this.least > this.most + ROUNDING_MS) throw new Error('a time that cannot be');
  }
}
