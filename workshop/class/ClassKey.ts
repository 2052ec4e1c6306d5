import { createHmac, scryptSync } from 'node:crypto';

/** The length of a pseudonym's random part, in hex digits. */
const PSEUDONYM_DIGITS = 10;

/**
 * A key that is made from the class's secret seed. `scrypt` is slow on purpose: a reader of the
 * results could otherwise try all seeds, and would then find the names behind the pseudonyms.
 */
export class ClassKey {
  readonly #key: Buffer;

  constructor(seed: number) {
    this.#key = scryptSync(String(seed), 'cantor class', 32);
  }

  /** Returns the pseudonym of a student. It is the same in all runs with this seed. */
  pseudonymOf(name: string): string {
    return `student-${this.#sign(`name ${name}`).slice(0, PSEUDONYM_DIGITS)}`;
  }

  /**
   * Returns the seed of all gradings. Reports show data that is made from it, so it does not reveal
   * the class's seed.
   */
  gradingSeed(): number {
    return parseInt(this.#sign('grading seed').slice(0, 8), 16);
  }

  /** Returns a fingerprint of facts. It does not reveal the seed. */
  fingerprintOf(...facts: readonly string[]): string {
    return this.#sign(`facts ${JSON.stringify(facts)}`);
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}
