import { mine } from '../../../solution/mine';
import type { Block, Draft } from '../../../solution/supplied/types';

/** What the miner reports while it works, and when it is done. */
export interface MinerReport {
  /** How many hashes it has made for this block. */
  hashes: number;
  /** The mined block; null while the search goes on. */
  block: Block | null;
}

/** How often it reports, in milliseconds. */
const REPORT_MS = 100;

// Mines one block with the course's own loop. To stop it, the page ends the worker.
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
