import type { Block } from '../../../solution/supplied/types';
import type { Candidate } from '../rules/Candidate';

/** A chain as it stood, some of whose blocks were changed here. It never changes itself. */
export class PrivateCopy {
  /**
   * @param base the network's blocks, genesis first, from the day the copy was made
   * @param first the height of the first block that may be changed
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

  /** The block at a height, changed or not. */
  at(height: number): Candidate {
    return this.changes.get(height) ?? this.base[height];
  }

  /** The same copy with another block at a height; one like the network's counts as unchanged. */
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
