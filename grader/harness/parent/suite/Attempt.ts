import { Answer } from './Answer';
import type { Given } from './Answer';
import type { Place } from '../../channel/Problem';
import { show } from './show';

/** The answer to a call that the submission can refuse. A refusal is a thrown `Refusal`. */
export class Attempt extends Answer {
  /**
   * @param code the code of the `Refusal`, or undefined if the call returned
   * @param tried the call, in the form that students read
   * @param placeOf finds where the function is in the student's file
   */
  constructor(
    given: Given,
    readonly code: string | undefined,
    tried: string,
    placeOf: () => Place | undefined,
  ) {
    super(given, tried, placeOf);
  }

  /** Demands that the call was refused with this code. */
  mustBeRefused(code: string, tried?: string): void {
    this.must(this.code === code, {
      ...(tried !== undefined && { tried }),
      expected: `a Refusal with the code ${code}`,
      got: this.#outcome(),
    });
  }

  /** Demands that the call was not refused. */
  mustBeAccepted(tried?: string): void {
    this.must(this.code === undefined, {
      ...(tried !== undefined && { tried }),
      expected: 'no Refusal',
      got: this.#outcome(),
    });
  }

  #outcome(): string {
    if (this.code !== undefined) return `a Refusal with the code ${this.code}`;
    return this.value === undefined ? 'it returned, and refused nothing' : show(this.value);
  }
}
