import { drawFork } from './drawFork';
import { viewOf } from '../labs/LabNetwork';
import type { SceneScript } from './SceneScript';

/** How long the users get to agree, in milliseconds. */
const LIMIT_MS = 4000;

/** Step 11: two branches, and no one who decides. */
export const longestChainScene: SceneScript = {
  title: 'Two branches meet',
  plan:
    'The cable between alice and bob is cut. alice mines two blocks, bob mines four. Then the ' +
    'cable is repaired.',
  async play(stage) {
    const alice = await stage.add('alice');
    const bob = await stage.add('bob');
    await stage.until('they know each other', () => stage.eventsOf(alice, 'peer').length > 0);
    await stage.mineOn(alice);
    await stage.settle();
    await stage.cut(alice, bob);
    await stage.mineOn(alice, 2);
    await stage.mineOn(bob, 4);
    stage.say('Both have mined alone:');
    stage.print(...drawFork(await viewOf(alice), 'alice', await viewOf(bob), 'bob'));
    await stage.mend(alice, bob);
    const agree = async (): Promise<boolean> =>
      (await alice.call('status')).tip === (await bob.call('status')).tip;
    const haveAgreed = await stage.happens(agree, LIMIT_MS);
    stage.say(
      haveAgreed
        ? 'The cable is repaired. Both users have the same chain.'
        : `The cable is repaired. ${LIMIT_MS / 1000} s later, they have two different chains.`,
    );
    return haveAgreed
      ? { isGood: true, text: 'Both chose the branch with more work. alice gave up her blocks.' }
      : { isGood: false, text: 'alice kept her own branch. The two users never agree again.' };
  },
};
