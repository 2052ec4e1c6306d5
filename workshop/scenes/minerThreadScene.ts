import { readyOf } from '../labs/LabNetwork';
import type { SceneScript } from './SceneScript';

/** How long bob rests after a coin, in milliseconds. */
const REST_MS = 4000;

/** A payment that wakes the miner is minted in less time, in milliseconds. */
const PROMPT_MS = 1500;

/** Step 8: a payment wakes a resting miner. */
export const minerThreadScene: SceneScript = {
  title: 'A payment for a resting miner',
  plan:
    `alice has a coin. bob mines a coin, and then rests for ${REST_MS / 1000} seconds. During ` +
    'this rest, alice pays bob.',
  async play(stage) {
    const alice = await stage.add('alice');
    const bob = await stage.add('bob', { restMs: REST_MS });
    await stage.mineOn(alice);
    await stage.settle();
    await stage.mineCoins(true, [bob]);
    await stage.until('bob mines a coin', () => stage.coinsOf(bob) > 0);
    stage.say('bob mines a coin, and begins to rest.');
    const { address, host, port } = readyOf(bob);
    const paid = performance.now();
    await alice.call('pay', address, 50, { host, port });
    stage.say('alice pays bob 0.50 coins.');
    await stage.until('bob mints it', () => stage.eventsOf(bob, 'minted').length > 0);
    const ms = Math.round(performance.now() - paid);
    stage.say(`bob mints the payment, ${(ms / 1000).toFixed(2)} s after alice has paid.`);
    return ms < PROMPT_MS
      ? { isGood: true, text: 'The payment woke the miner, and was minted during the rest.' }
      : { isGood: false, text: 'The miner slept on. The payment waited for the end of the rest.' };
  },
};
