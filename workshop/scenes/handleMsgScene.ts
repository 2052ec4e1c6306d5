import { viewOf } from '../labs/LabNetwork';
import type { SceneScript } from './SceneScript';

/** How long bob gets to fetch the missing block, in milliseconds. */
const LIMIT_MS = 2000;

/** Step 10: a block arrives whose parent is missing. */
export const handleMsgScene: SceneScript = {
  title: 'A block whose parent is missing',
  plan: 'bob misses one block of alice, because his cable is cut. Then alice announces the next.',
  async play(stage) {
    const alice = await stage.add('alice', { gossipMs: 60_000 });
    const bob = await stage.add('bob', { gossipMs: 60_000 });
    await stage.until('they know each other', () => stage.eventsOf(alice, 'peer').length > 0);
    await stage.cut(alice, bob);
    await stage.mineOn(alice);
    stage.say('alice mines block 1. bob does not hear of it.');
    await stage.mend(alice, bob);
    await stage.mineOn(alice);
    stage.say('The cable is repaired. alice mines block 2, and announces it to bob.');
    const isUpToDate = await stage.happens(async () => (await viewOf(bob)).height === 2, LIMIT_MS);
    const { height } = await viewOf(bob);
    stage.say(`bob's chain ends with block ${height}.`);
    return isUpToDate
      ? { isGood: true, text: 'bob asked alice for the missing block, and has both blocks.' }
      : { isGood: false, text: 'bob refused block 2, and asked nobody for block 1. He is behind.' };
  },
};
