import { formatCoins } from '../../solution/supplied/chain/coins';
import { short } from '../../solution/supplied/program/render';
import { readyOf, viewOf } from '../labs/LabNetwork';
import { Mallory } from './Mallory';
import type { SceneScript } from './SceneScript';

/** Step 1: a block is changed, and its hash stays the same. */
export const hashBlockScene: SceneScript = {
  title: 'A changed block with the old hash',
  plan:
    'alice mines a coin. mallory sees the block first, writes her own name into it, and keeps the ' +
    'hash. She announces the changed block to bob before alice does.',
  async play(stage) {
    const alice = await stage.add('alice');
    const bob = await stage.add('bob');
    const mallory = new Mallory();
    await stage.cut(alice);
    await stage.mineOn(alice);
    const { blocks } = await viewOf(alice);
    const [, block] = blocks;
    stage.say(`alice mines block 1, with hash ${short(block.hash)}. The coin is for alice.`);

    const forged = { ...block, data: { ...block.data, to: mallory.address } };
    const first = await mallory.announce(readyOf(bob), forged);
    stage.say(`mallory announces it with her name in it. bob answers: ${first}.`);
    const second = await mallory.announce(readyOf(bob), block);
    stage.say(`alice's true block arrives. bob answers: ${second}.`);

    const balances = new Map((await viewOf(bob)).balances);
    const [hers, stolen] = [readyOf(alice).address, mallory.address].map((address) =>
      formatCoins(balances.get(address) ?? 0),
    );
    stage.say(`On bob's chain, alice has ${hers} coins and mallory has ${stolen}.`);
    return balances.has(mallory.address)
      ? {
          isGood: false,
          text: 'The hash did not notice the change, so bob took the stolen coin for true.',
        }
      : {
          isGood: true,
          text: "The changed block has another hash. bob noticed it, and took alice's block.",
        };
  },
};
