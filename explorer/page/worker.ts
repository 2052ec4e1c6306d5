import { mine } from '../../solution/mine';
import type { Block, Draft } from '../../solution/supplied/types';

/** What the miner tells while it works, and when it is done. */
export interface MinerReport {
  /** Hashes made for this block so far. */
  hashes: number;
  /** The mined block; null while it is sought. */
  block: Block | null;
}

/** How often it tells, in milliseconds. */
const REPORT_MS = 100;

// Mines one block with the course's own loop. To call it off, the page ends the worker.
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
