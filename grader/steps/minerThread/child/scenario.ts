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

/** The maximum number of events in a message. A long life has more events than a message can have. */
const MOST_TOLD = 20_000;

/** Runs the miner with each script. Tells the check what the miner did in each run, in parts. */
export function simulateAll(
  submission: typeof MinerThread,
  scripts: readonly Script[],
  check: CheckLine,
): void {
  for (const [run, script] of scripts.entries()) {
    const { events } = recordMiner(submission.minerThread, script);
    for (let first = 0; first < events.length; first += MOST_TOLD) {
      check.tell({ run, events: events.slice(first, first + MOST_TOLD) });
    }
  }
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
