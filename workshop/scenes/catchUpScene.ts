import { createGenesisBlock } from '../../solution/createGenesisBlock';
import { MAX_PAGE } from '../../solution/supplied/constants';
import type { Block } from '../../solution/supplied/types';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import { viewOf } from '../labs/LabNetwork';
import { Mallory } from './Mallory';
import type { SceneScript } from './SceneScript';

/** How many blocks the peer's chain has after genesis. */
const BLOCKS = 1200;

/** Few zero bits, so that a long chain is quickly made. */
const DIFFICULTY = 1;

/** How long the new user gets, in milliseconds. */
const LIMIT_MS = 2500;

/** Step 12: a peer dies half-way. */
export const catchUpScene: SceneScript = {
  title: 'A peer that dies half-way',
  plan:
    `carol joins a network and asks dave for his ${BLOCKS} blocks, ${MAX_PAGE} in each page. dave ` +
    'answers two pages. Then he hangs up, each time that he is asked.',
  async play(stage) {
    const blocks = makeChain();
    const dave = await ScriptedPeer.start('dave', blocks, {
      getChain({ from }, honest, socket) {
        if (from + MAX_PAGE <= 2 * MAX_PAGE + 1) return honest;
        socket.destroy();
        return 'silence';
      },
    });
    stage.atEnd(() => dave.stop());
    const carol = await stage.add('carol', { join: [dave.peer] });
    stage.say(`carol has joined. She fetches from dave, who has ${BLOCKS} blocks.`);
    await stage.happens(async () => (await viewOf(carol)).height >= 2 * MAX_PAGE - 1, LIMIT_MS);
    const { height } = await viewOf(carol);
    stage.say(`dave hung up. carol's chain ends with block ${height}.`);
    return height > 0
      ? { isGood: true, text: 'carol kept each page that she had checked. She asks for less now.' }
      : {
          isGood: false,
          text: 'carol threw away all that she had. She begins from zero each time.',
        };
  },
};

function makeChain(): Block[] {
  const mallory = new Mallory();
  const blocks = [createGenesisBlock(Date.now() - 3_600_000, DIFFICULTY)];
  while (blocks.length <= BLOCKS) {
    blocks.push(mallory.work(blocks[blocks.length - 1], mallory.coin()));
  }
  return blocks;
}
