import type { Block } from '../../../solution/supplied/types';
import type { Candidate } from '../rules/Candidate';

/** An immutable copy of a chain with the reader's changes. */
export class PrivateCopy {
  /**
   * @param base the network's blocks at the time of the copy, genesis first
   * @param first the height of the first block that can be changed
   * @param changes the changed blocks, by height
   */
  constructor(
    readonly base: readonly Block[],
    readonly first: number,
    readonly changes: ReadonlyMap<number, Candidate> = new Map(),
  ) {}

  /** The height of the last block. */
  get last(): number {
    return this.base.length - 1;
  }

  /**
   * Returns the changed block at a height. If the block is unchanged, returns the network's block.
   */
  at(height: number): Candidate {
    return this.changes.get(height) ?? this.base[height];
  }

  /**
   * Returns a new copy with another block at a height. If this block equals the network's block,
   * removes the change at this height.
   */
  with(height: number, candidate: Candidate): PrivateCopy {
    const changes = new Map(this.changes);
    if (isSame(candidate, this.base[height])) changes.delete(height);
    else changes.set(height, candidate);
    return new PrivateCopy(this.base, this.first, changes);
  }
}

function isSame(candidate: Candidate, block: Block): boolean {
  const text = ({ index, timestamp, previousHash, difficulty, nonce, hash, data }: Candidate) =>
    JSON.stringify([
      ...[index, timestamp, previousHash, difficulty, nonce, hash],
      ...[data.id, data.from, data.to, data.amount, data.signature],
    ]);
  return text(candidate) === text(block);
}
