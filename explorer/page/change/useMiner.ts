import { useEffect, useRef, useState } from 'preact/hooks';
import type { Block, Draft } from '../../../solution/supplied/types';
import type { MinerReport } from './minerWorker';

/** The progress of the search for a block. */
interface MiningProgress {
  height: number;
  /** How many hashes were made for this block. */
  hashes: number;
  /** How many hashes a block needs on average, which is 2^difficulty. */
  expected: number;
}

/** A miner in a separate thread, and its work so far. */
export interface Miner {
  /** Null while the miner is idle. */
  progress: MiningProgress | null;
  /** How many hashes were made since the copy was opened. */
  hashes: number;
  /** How long these hashes took, in milliseconds. */
  spentMs: number;
  /**
   * Mines one block after another.
   *
   * @param next gets the block that was just mined, or null at the start. Returns the next draft,
   *   or null to stop the miner
   */
  run: (next: (mined: Block | null) => Draft | null) => void;
  cancel: () => void;
}

/** Returns a miner for a component. The miner stops when the component is removed. */
export function useMiner(): Miner {
  const worker = useRef<Worker | null>(null);
  const [progress, setProgress] = useState<MiningProgress | null>(null);
  const [spent, setSpent] = useState({ hashes: 0, ms: 0 });

  const cancel = (): void => {
    worker.current?.terminate();
    worker.current = null;
    setProgress(null);
  };
  useEffect(() => () => worker.current?.terminate(), []);

  const run: Miner['run'] = (next) => {
    cancel();
    const mine = new Worker('minerWorker.js', { type: 'module' });
    worker.current = mine;
    let draft = next(null);
    let before = 0;
    let since = performance.now();
    const post = (): void => {
      if (draft === null) {
        cancel();
        return;
      }
      before = 0;
      setProgress({ height: draft.index, hashes: 0, expected: 2 ** draft.difficulty });
      mine.postMessage(draft);
    };
    mine.addEventListener('message', ({ data: { hashes, block } }: MessageEvent<MinerReport>) => {
      // A report can arrive after the search was cancelled.
      if (worker.current !== mine || draft === null) return;
      const more = hashes - before;
      const now = performance.now();
      const ms = now - since;
      [before, since] = [hashes, now];
      setSpent((sum) => ({ hashes: sum.hashes + more, ms: sum.ms + ms }));
      setProgress({ height: draft.index, hashes, expected: 2 ** draft.difficulty });
      if (block === null) return;
      draft = next(block);
      post();
    });
    mine.addEventListener('error', cancel);
    post();
  };
  return { progress, hashes: spent.hashes, spentMs: spent.ms, run, cancel };
}
