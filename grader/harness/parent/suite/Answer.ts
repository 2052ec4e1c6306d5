import { isDeepStrictEqual } from 'node:util';
import type { Story } from '../../channel/Story';
import { CheckFailed } from './CheckFailed';
import type { Place } from '../../channel/Problem';
import { show, showDifference } from './show';

/** The value that a function of the submission returned, and the effects of the call. */
export interface Given {
  value: unknown;
  /** The arguments before the call. */
  sent: readonly unknown[];
  /** The arguments after the call. */
  args: readonly unknown[];
  /** The arguments of each call of a scripted callback. */
  heard: ReadonlyArray<readonly unknown[]>;
  /** The call. Undefined for a scenario. */
  story?: Story;
}

/** What a check says about a demand that does not hold. */
interface Words {
  tried?: string;
  expected: string;
  got: string;
  /** The function that is at fault, if it is not the one that was called. */
  of?: string;
}

/** The answer to a call. A check makes its demands with these methods. */
export class Answer {
  readonly value: unknown;
  readonly heard: ReadonlyArray<readonly unknown[]>;
  /** The arguments after the call. */
  readonly args: readonly unknown[];

  /**
   * @param tried the call, in the form that students read
   * @param placeOf finds where a function is in the student's file; the default is the function that
   *   was called
   */
  constructor(
    private readonly given: Given,
    private readonly tried: string,
    private readonly placeOf: (name?: string) => Place | undefined,
  ) {
    this.value = given.value;
    this.heard = given.heard;
    this.args = given.args;
  }

  /** Demands that the value equals `expected`. The order of fields does not matter. */
  mustBe(expected: unknown, tried = this.tried): void {
    if (isDeepStrictEqual(copy(this.value), copy(expected))) return;
    const [wanted, got] = showDifference(expected, this.value);
    throw this.failure({ tried, expected: wanted, got });
  }

  /** Demands that `holds` is true. `words` describe the expected value and the actual value. */
  must(holds: boolean, words: Words): void {
    if (!holds) throw this.failure(words);
  }

  /**
   * Reads the value. A scenario runs in the submission's process, so its value can be anything.
   *
   * @param read returns undefined for a value that a scenario never returns
   */
  read<Result>(read: (value: unknown) => Result | undefined): Result {
    const result = read(this.value);
    if (result !== undefined) return result;
    const got = 'something in your code changed what the grader saw';
    throw this.failure({ expected: 'an answer', got });
  }

  /** Demands an object and returns it. The check can then read the fields. */
  mustBeObject(what: string): Record<string, unknown> {
    const { value } = this;
    if (typeof value !== 'object' || value === null) {
      throw this.failure({ expected: what, got: show(value) });
    }
    return value as Record<string, unknown>;
  }

  /** Demands a non-empty text. */
  mustBeText(): void {
    const { value } = this;
    this.must(typeof value === 'string' && value !== '', { expected: 'a text', got: show(value) });
  }

  /**
   * Demands an object with these fields and values. The object can have other fields too.
   *
   * @param what the kind of the object, such as `a block`
   */
  mustHave(expected: Record<string, unknown>, what: string, tried = this.tried): void {
    const value = this.mustBeObject(what);
    const names = Object.keys(expected).filter((name) => name in value);
    const part = Object.fromEntries(names.map((name) => [name, value[name]]));
    new Answer({ ...this.given, value: part }, this.tried, this.placeOf).mustBe(expected, tried);
  }

  /** Demands an object with exactly these fields. Each field can have any value. */
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

  /** Demands that the call did not change its arguments. */
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

  private failure({ of, ...words }: Words): CheckFailed {
    const place = this.placeOf(of);
    const { story } = this.given;
    return new CheckFailed({ kind: 'wrong', tried: this.tried, place, story, ...words });
  }
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** Removes prototypes, because Jest's globals and Node's globals have different prototypes. */
function copy(value: unknown): unknown {
  return structuredClone(value);
}
