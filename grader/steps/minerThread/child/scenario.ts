import type * as MinerThread from '../../../../solution/minerThread';
import { MinerSimulation } from './MinerSimulation';
import type { MinerRun, Script } from './MinerSimulation';

/** More looks than a correct miner takes from one job to the next. */
const MOST_LOOKS = 60;
/** The most hashes and looks of one run. There are many runs, so each must be short. */
const MOST = 1500;

/** Runs the miner as the script says. */
export function simulate(submission: typeof MinerThread, script: Script): MinerRun {
  return MinerSimulation.run(submission.minerThread, script);
}

/**
 * Runs the miner once for each moment at which the last act of the script can take place: during its
 * first look after the act before, during its second, and so on.
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
