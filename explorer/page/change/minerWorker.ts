import { mine } from '../../../solution/mine';
import type { Block, Draft } from '../../../solution/supplied/types';

/** A report of the miner, during the search and at its end. */
export interface MinerReport {
  /** How many hashes the miner has made for this block. */
  hashes: number;
  /** The mined block. Null during the search. */
  block: Block | null;
}

/** The time between two reports, in milliseconds. */
const REPORT_MS = 100;

// Mines one block with the loop of the reference. To stop the miner, the page ends the worker.
self.addEventListener('message', ({ data: draft }: MessageEvent<Draft>) => {
  let hashes = 0;
  let reportedAt = performance.now();
  const report = (block: Block | null): void => {
    reportedAt = performance.now();
    self.postMessage({ hashes, block } satisfies MinerReport);
  };
  const block = mine(draft, (more) => {
    hashes += more;
    if (performance.now() - reportedAt >= REPORT_MS) report(null);
    return true;
  });
  hashes = (block?.nonce ?? 0) + 1;
  report(block);
});
