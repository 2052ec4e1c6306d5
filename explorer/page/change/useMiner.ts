import { useEffect, useRef, useState } from 'preact/hooks';
import type { Block, Draft } from '../../../solution/supplied/types';
import type { MinerReport } from '../worker';

/** How far a search has come. */
export interface Progress {
  height: number;
  /** Hashes made for this block. */
  hashes: number;
  /** Hashes that it takes on average: 2^difficulty. */
  expected: number;
}

/** A miner in a thread of its own, and what it has cost so far. */
export interface Miner {
  /** Null while it rests. */
  progress: Progress | null;
  /** All hashes made since the copy was opened. */
  hashes: number;
  /** The time that took, in milliseconds. */
  spentMs: number;
  /**
   * Mines one block after the other.
   *
   * @param next what to mine next, given the block just mined; null to stop
   */
  run: (next: (mined: Block | null) => Draft | null) => void;
  /** Calls the search off. */
  cancel: () => void;
}

/** The page's own miner. It ends with the component that uses it. */
export function useMiner(): Miner {
  const worker = useRef<Worker | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [spent, setSpent] = useState({ hashes: 0, ms: 0 });

  const cancel = (): void => {
    worker.current?.terminate();
    worker.current = null;
    setProgress(null);
  };
  useEffect(() => () => worker.current?.terminate(), []);

  const run: Miner['run'] = (next) => {
    cancel();
    const mine = new Worker('/worker.js', { type: 'module' });
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
      // It may have been called off while its last words were on their way.
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
