import { hash } from 'node:crypto';
import type { Owner } from '../clock/EventQueue';

/** The largest number of bits that a JavaScript number and twelve hex digits both hold. */
const DIGITS = 12;
const RANGE = 16 ** DIGITS;

/**
 * Random values, each drawn by its name: the first bits of the SHA-256 of seed and name. A value
 * does not depend on which other values were drawn before, and is the same on every machine.
 */
export class Draws {
  constructor(private readonly seed: number) {}

  /** Returns 64 hex digits. */
  hex(name: string): string {
    return hash('sha256', `${this.seed} ${name}`);
  }

  /** Returns the name of an owner's next draw. */
  next(owner: Owner, kind: string): string {
    return `${owner.name} ${kind} ${++owner.drawn}`;
  }

  /** Returns a number from 0 up to, but not including, 1. */
  unit(name: string): number {
    return Number.parseInt(this.hex(name).slice(0, DIGITS), 16) / RANGE;
  }

  /** Returns a number from `low` up to, but not including, `high`. */
  between(name: string, low: number, high: number): number {
    return low + this.unit(name) * (high - low);
  }

  /**
   * Returns an exponential time, as between two blocks. It is whole, because the last bit of
   * `Math.log` is not the same everywhere.
   */
  exponential(name: string, mean: number): number {
    return Math.round(-Math.log(1 - this.unit(name)) * mean);
  }

  /** Returns the numbers from 0 up to `count` in a random order. */
  order(name: string, count: number): number[] {
    const places = Array.from({ length: count }, (_, i) => ({
      i,
      at: this.unit(`${name} ${i}`),
    }));
    return places.sort((a, b) => a.at - b.at || a.i - b.i).map(({ i }) => i);
  }
}
