// Sentence 7: the rest is counted from before handIn, which can take long.
import { nextBlock } from './createGenesisBlock';
import { mine } from './mine';
import { claimJob, countHashes } from './signals';
import { BATCH } from './supplied/constants';
import { isStopped, JOB } from './supplied/user/signalCells';
import type { Signals } from './supplied/user/signalCells';
import type { Job, MinedBlock } from './supplied/types';

export interface MinerTools {
  signals: Signals;
  readJob: () => Job | undefined;
  handIn: (mined: MinedBlock) => void;
  now: () => number;
  restMs: number;
}

export function minerThread({ signals, readJob, handIn, now, restMs }: MinerTools): void {
  let restedAt = 0;
  for (;;) {
    const number = Atomics.load(signals, JOB);
    if (isStopped(signals)) return;
    const job = readJob();
    if (job === undefined || job.number !== number) {
      Atomics.wait(signals, JOB, number);
      continue;
    }
    const rest = restedAt - performance.now();
    if (rest > 0 && !job.urgent) {
      Atomics.wait(signals, JOB, number, rest);
      continue;
    }
    const block = mine(nextBlock(job.parent, job.data, now()), (hashes) => {
      countHashes(signals, hashes);
      return Atomics.load(signals, JOB) === number;
    });
    if (block === null) continue;
    countHashes(signals, (block.nonce % BATCH) + 1);
    if (!claimJob(signals, number)) continue;
    if (!job.urgent) restedAt = performance.now() + restMs;
    handIn({ number, block });
  }
}
