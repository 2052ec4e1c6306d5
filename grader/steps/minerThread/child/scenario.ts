import type * as MinerThread from '../../../../solution/minerThread';
import { MinerSimulation } from './MinerSimulation';
import type { MinerRun, Script } from './MinerSimulation';

/** More looks than a correct miner takes between two jobs. */
const MOST_LOOKS = 60;
/**
 * The maximum number of hashes and looks in one run. There are many runs, so each run must be
 * short.
 */
const MOST = 1500;

/** Runs the miner with the acts of the script. */
export function simulate(submission: typeof MinerThread, script: Script): MinerRun {
  return MinerSimulation.run(submission.minerThread, script);
}

/**
 * Runs the miner once for each moment at which the last act of the script can happen. The first
 * moment is the miner's first look after the previous act. The second moment is the second look,
 * and so on.
 */
export function simulateAtEachLook(submission: typeof MinerThread, script: Script): MinerRun[] {
  const runs: MinerRun[] = [];
  const before = script.acts.slice(0, -1);
  const { actions } = script.acts[before.length];
  for (let nth = 1; nth <= MOST_LOOKS; nth++) {
    const run = simulate(submission, {
      ...script,
      most: MOST,
      acts: [...before, { when: { on: 'look', nth }, actions }],
    });
    const tookPlace = run.acts.length > before.length;
    if (tookPlace || nth === 1) runs.push(run);
    if (!tookPlace) break;
  }
  return runs;
}
