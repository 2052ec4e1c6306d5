import type * as MinerThread from '../../../../solution/minerThread';
import { MinerWorld } from './MinerWorld';
import type { Life, Script } from './MinerWorld';

/** More looks than an honest miner takes from one job to the next. */
const MOST_MOMENTS = 60;
/** It lives so many times that each life has to be short. */
const MOST = 1500;

/** Lets the miner live as the script says. */
export function live(submission: typeof MinerThread, script: Script): Life {
  return MinerWorld.live(submission.minerThread, script);
}

/**
 * Lets it live once for each moment at which the last act of the script can take place: in the midst
 * of its first look after the act before, of its second, and so on.
 */
export function liveAtEachMoment(submission: typeof MinerThread, script: Script): Life[] {
  const lives: Life[] = [];
  const before = script.acts.slice(0, -1);
  const { deeds } = script.acts[before.length];
  for (let nth = 1; nth <= MOST_MOMENTS; nth++) {
    const life = live(submission, {
      ...script,
      most: MOST,
      acts: [...before, { when: { on: 'look', nth }, deeds }],
    });
    const tookPlace = life.acts.length > before.length;
    if (tookPlace || nth === 1) lives.push(life);
    if (!tookPlace) break;
  }
  return lives;
}
