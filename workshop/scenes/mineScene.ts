import type { SceneScript } from './SceneScript';

/** The difficulty of the scene. One block takes about an hour. */
const DIFFICULTY = 32;

/** A user that listens stops in less time, in milliseconds. After 1000 ms, threads are ended. */
const PROMPT_MS = 500;

/** Step 3: mining is a loop that can be called off. */
export const mineScene: SceneScript = {
  title: 'A miner that cannot be called off',
  plan:
    `alice mines at difficulty ${DIFFICULTY}, where a block takes about an hour. After some ` +
    'hashes, she is asked to stop.',
  async play(stage) {
    const alice = await stage.add('alice', { difficulty: DIFFICULTY });
    await stage.mineCoins(true);
    stage.say('alice begins to mine.');
    // A miner that never asks whether to go on reports no hashes.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { hashes } = await alice.call('status');
    stage.say(`She reports ${hashes.toLocaleString('en')} hashes, and is asked to stop.`);
    const asked = performance.now();
    await alice.stop();
    const ms = Math.round(performance.now() - asked);
    stage.say(`After ${ms} ms, her two threads have ended.`);
    return ms < PROMPT_MS
      ? {
          isGood: true,
          text: 'The miner asked whether to go on, heard the stop, and ended by itself.',
        }
      : {
          isGood: false,
          text: 'The miner did not ask whether to go on. Its thread had to be ended by force.',
        };
  },
};
