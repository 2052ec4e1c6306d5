import { isDeepStrictEqual } from 'node:util';
import { CheckFailed } from './CheckFailed';
import type { Failure, Place } from './Report';
import { show, showDifference } from './show';

/** What a function of the submission gave back. */
export interface Given {
  value: unknown;
  /** The arguments as they were sent, and as they were after the call. */
  sent: readonly unknown[];
  args: readonly unknown[];
  /** What each scripted callback was called with. */
  heard: ReadonlyArray<readonly unknown[]>;
}

/** What a function of the submission answered, and what can be demanded of it. */
export class Answer {
  readonly value: unknown;
  readonly heard: ReadonlyArray<readonly unknown[]>;
  /** The arguments after the call. */
  readonly args: readonly unknown[];

  /**
   * @param tried the call, as it is shown
   * @param place where the function is in the student's file
   */
  constructor(
    private readonly given: Given,
    private readonly tried: string,
    private readonly place: Place | undefined,
  ) {
    this.value = given.value;
    this.heard = given.heard;
    this.args = given.args;
  }

  /** Demands that the value equals `expected`, in whatever order its fields stand. */
  mustBe(expected: unknown, tried = this.tried): void {
    if (isDeepStrictEqual(copy(this.value), copy(expected))) return;
    const [wanted, got] = showDifference(expected, this.value);
    throw this.failure({ tried, expected: wanted, got });
  }

  /** Demands whatever a check has looked at itself. Its words say what was expected and what came. */
  must(holds: boolean, words: { tried?: string; expected: string; got: string }): void {
    if (!holds) throw this.failure(words);
  }

  /** Demands an object, so that a check can look at its fields. */
  mustBeObject(what: string): Record<string, unknown> {
    const { value } = this;
    if (typeof value !== 'object' || value === null) {
      throw this.failure({ expected: what, got: show(value) });
    }
    return value as Record<string, unknown>;
  }

  /** Demands a text that is not empty. */
  mustBeText(): void {
    const { value } = this;
    this.must(typeof value === 'string' && value !== '', { expected: 'a text', got: show(value) });
  }

  /**
   * Demands an object with these fields, each with this value; it may have others.
   *
   * @param what what the object is, such as `a block`
   */
  mustHave(expected: Record<string, unknown>, what: string, tried = this.tried): void {
    const value = this.mustBeObject(what);
    const names = Object.keys(expected).filter((name) => name in value);
    const part = Object.fromEntries(names.map((name) => [name, value[name]]));
    new Answer({ ...this.given, value: part }, this.tried, this.place).mustBe(expected, tried);
  }

  /** Demands an object with exactly these fields, whatever is in them. */
  mustHaveOnly(names: readonly string[], what: string): void {
    const found = Object.keys(this.mustBeObject(what));
    const surplus = found.filter((name) => !names.includes(name));
    const missing = names.filter((name) => !found.includes(name));
    this.must(surplus.length === 0 && missing.length === 0, {
      expected: `${what} with the fields ${names.join(', ')}`,
      got: [
        ...surplus.map((name) => `there is also ${name}`),
        ...missing.map((name) => `there is no ${name}`),
      ].join(', '),
    });
  }

  /** Demands that the call left its arguments as they were. */
  mustKeepItsArguments(): void {
    this.given.sent.forEach((sent, i) => {
      const after = this.given.args[i];
      if (isDeepStrictEqual(copy(sent), copy(after))) return;
      const [expected, got] = showDifference(sent, after);
      throw this.failure({
        tried: `${this.tried}, and then its ${ORDINALS[i]} argument`,
        expected: `left as it was: ${expected}`,
        got,
      });
    });
  }

  private failure(words: { tried?: string; expected: string; got: string }): CheckFailed {
    const failure: Failure = { kind: 'wrong', tried: this.tried, ...words };
    if (this.place !== undefined) failure.place = this.place;
    return new CheckFailed(failure);
  }
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** Without prototypes, which differ between Jest's world and Node's. */
function copy(value: unknown): unknown {
  return structuredClone(value);
}
