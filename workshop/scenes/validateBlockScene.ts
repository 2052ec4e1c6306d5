import { hashBlock } from '../../solution/hashBlock';
import { nextBlock } from '../../solution/createGenesisBlock';
import { formatCoins } from '../../solution/supplied/chain/coins';
import { readyOf, viewOf } from '../labs/LabNetwork';
import { Mallory } from './Mallory';
import type { SceneScript } from './SceneScript';

/** How many blocks mallory invents. */
const FORGED = 20;

/** Step 4: blocks without work. */
export const validateBlockScene: SceneScript = {
  title: 'Blocks that cost nothing',
  plan:
    `bob's network asks for 20 zero bits, about a second of work for a block. mallory announces ` +
    `${FORGED} blocks with a correct hash, but without any work.`,
  async play(stage) {
    const bob = await stage.add('bob', { difficulty: 20 });
    const mallory = new Mallory();
    let [parent] = (await viewOf(bob)).blocks;
    const answers: string[] = [];
    for (let i = 0; i < FORGED; i++) {
      const draft = { ...nextBlock(parent, mallory.coin(), Date.now()), nonce: 0 };
      const block = { ...draft, hash: hashBlock(draft) };
      answers.push(await mallory.announce(readyOf(bob), block));
      parent = block;
    }
    const accepted = answers.filter((answer) => answer === 'ok').length;
    stage.say(`mallory announces ${FORGED} blocks. bob accepts ${accepted} of them.`);
    if (accepted < FORGED) stage.say(`The first answer is: ${answers[0]}.`);
    const owned = new Map((await viewOf(bob)).balances).get(mallory.address) ?? 0;
    stage.say(`On bob's chain, mallory has ${formatCoins(owned)} coins.`);
    return owned > 0
      ? { isGood: false, text: 'bob believed what mallory said. Her coins cost no work.' }
      : { isGood: true, text: 'bob checked each block himself, and refused coins without work.' };
  },
};
