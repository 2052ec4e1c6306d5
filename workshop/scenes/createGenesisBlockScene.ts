import { viewOf } from '../labs/LabNetwork';
import type { SceneScript } from './SceneScript';

/** How many blocks alice finds in the scene. */
const BLOCKS = 3;

/** Step 2: a chain grows only if each block names the block before it. */
export const createGenesisBlockScene: SceneScript = {
  title: 'Blocks that do not fit together',
  plan: `alice mines until she has found ${BLOCKS} blocks. Her own server checks each of them.`,
  async play(stage) {
    const alice = await stage.add('alice');
    const found = (): string[] =>
      stage.events.flatMap(({ event }) => {
        if (event.event === 'coin') return ['accepted'];
        return event.event === 'refused' && event.own ? [event.code] : [];
      });
    let told = 0;
    await stage.mineCoins(true);
    await stage.until(`alice finds ${BLOCKS} blocks`, () => {
      for (; told < Math.min(found().length, BLOCKS); told++) {
        stage.say(`alice finds a block. Her server says: ${found()[told]}.`);
      }
      return told >= BLOCKS;
    });
    await stage.mineCoins(false);
    const { height } = await viewOf(alice);
    stage.say(`Her chain has ${height} ${height === 1 ? 'block' : 'blocks'} after genesis.`);
    return height === 0
      ? {
          isGood: false,
          text: 'No new block fits on the block before it, so the chain never grows.',
        }
      : {
          isGood: true,
          text: 'Each new block names the block before it, so the chain grows.',
        };
  },
};
