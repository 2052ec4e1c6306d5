import type * as MinerThread from '../../../../solution/minerThread';
import type { CheckLine } from '../../../harness/channel/CheckLine';
import type { MinerEvent } from '../channel/MinerEvent';
import { runAtEachLook } from '../channel/MinerSimulation';
import type { Script } from '../channel/MinerSimulation';
import { recordMiner } from './recordMiner';

/** Runs the miner with the acts of the script. Returns what the miner did. */
export function simulate(submission: typeof MinerThread, script: Script): MinerEvent[][] {
  return [recordMiner(submission.minerThread, script).events];
}

/** Runs the miner with each script. Returns what it did in each run. */
export function simulateAll(
  submission: typeof MinerThread,
  scripts: readonly Script[],
): MinerEvent[][] {
  return scripts.map((script) => recordMiner(submission.minerThread, script).events);
}

/**
 * Runs the miner once for each moment at which the last act of the script can happen. Tells the
 * check what the miner did in each run.
 */
export function simulateAtEachLook(
  submission: typeof MinerThread,
  script: Script,
  check: CheckLine,
): void {
  runAtEachLook(script, (each) => {
    const { run, events } = recordMiner(submission.minerThread, each);
    check.tell(events);
    return run;
  });
}
