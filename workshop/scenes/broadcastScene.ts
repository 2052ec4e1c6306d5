import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import { readyOf, viewOf } from '../labs/LabNetwork';
import type { SceneScript } from './SceneScript';

/** How long alice waits for the answer to one message, in milliseconds. */
const TIMEOUT_MS = 2000;

/** With all peers asked at once, bob hears of a block in less time, in milliseconds. */
const PROMPT_MS = 1000;

/** Step 9: one peer takes messages and never answers. */
export const broadcastScene: SceneScript = {
  title: 'One peer that never answers',
  plan:
    'dora, bob and carol are peers of alice. dora accepts messages, but never answers them. alice ' +
    `mines a block, and tells all three. She waits ${TIMEOUT_MS / 1000} s at most for an answer.`,
  async play(stage) {
    const alice = await stage.add('alice', { messageTimeoutMs: TIMEOUT_MS, gossipMs: 60_000 });
    const dora = await ScriptedPeer.start('dora', (await viewOf(alice)).blocks);
    stage.atEnd(() => dora.stop());
    // The first peer in alice's book is the first that she tells.
    const { name, address, port } = dora;
    await dora.send(readyOf(alice), { type: 'hello', protocol: 1, name, address, port });
    await stage.until('alice knows dora', () => stage.eventsOf(alice, 'peer').length === 1);
    const others = [];
    for (const other of ['bob', 'carol']) {
      others.push(await stage.add(other, { gossipMs: 60_000 }));
    }
    await stage.until('alice knows all three', () => stage.eventsOf(alice, 'peer').length === 3);
    dora.lies = { block: () => 'silence' };

    await stage.mineCoins(true, [alice]);
    await stage.until('alice finds a block', () => stage.coinsOf(alice) > 0);
    await stage.mineCoins(false, [alice]);
    const [{ at: found }] = stage.events.filter(({ event }) => event.event === 'coin');
    stage.say('alice finds a block, and announces it.');
    let last = 0;
    for (const other of others) {
      await stage.until('it hears', () => stage.eventsOf(other, 'block').length > 0);
      const heard = stage.events.find(
        ({ user, event }) => user === other.options.name && event.event === 'block',
      );
      last = Math.round((heard?.at ?? found) - found);
      stage.say(`${other.options.name} has the block after ${last} ms.`);
    }
    return last < PROMPT_MS
      ? { isGood: true, text: 'alice told all peers at once. Nobody waited for dora.' }
      : { isGood: false, text: 'alice told one peer after the other. All waited for dora.' };
  },
};
