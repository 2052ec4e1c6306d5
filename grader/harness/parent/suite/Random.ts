import { createHash } from 'node:crypto';
import type { Block, Draft, Transaction } from '../../../../solution/supplied/types';

const HEX = '0123456789abcdef';
const ID = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-';
const NOVEMBER_2023 = 1_700_000_000_000;
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/** Random data. The same seed gives the same data. */
export class Random {
  private drawn = 0;

  constructor(private readonly seed: string) {}

  /** A whole number from `least` to `most`, both included. Their difference must be below 2^32. */
  integer(least: number, most: number): number {
    return least + (this.bytes(4).readUInt32LE() % (most - least + 1));
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)];
  }

  /** Lower-case hex digits. */
  hex(length: number): string {
    return this.string(HEX, length);
  }

  /** A time in the past, in milliseconds since 1970. */
  time(): number {
    return NOVEMBER_2023 - this.integer(0, MONTH_MS);
  }

  /** A payment between two users. Its signature has the right shape but is not valid. */
  transaction(): Transaction {
    return {
      id: this.string(ID, this.integer(8, 20)),
      from: this.hex(64),
      to: this.hex(64),
      amount: this.integer(1, 100_000),
      signature: this.hex(128),
    };
  }

  /** A draft of any height, with a difficulty below 32. */
  draft(): Draft {
    return {
      index: this.integer(1, 1_000_000),
      timestamp: this.time(),
      previousHash: this.hex(64),
      difficulty: this.integer(1, 31),
      data: this.transaction(),
    };
  }

  /** A block with a random hash. This hash does not match the block, and proves no work. */
  block(): Block {
    return { ...this.draft(), nonce: this.integer(1, 1_000_000), hash: this.hex(64) };
  }

  private string(letters: string, length: number): string {
    return [...this.bytes(length)].map((byte) => letters[byte % letters.length]).join('');
  }

  private bytes(outputLength: number): Buffer {
    return createHash('shake256', { outputLength }).update(`${this.seed} ${this.drawn++}`).digest();
  }
}
