import { sign } from '../../solution/signatures';
import { formatCoins } from '../../solution/supplied/chain/coins';
import { REWARD } from '../../solution/supplied/constants';
import { readyOf, viewOf } from '../labs/LabNetwork';
import { Mallory } from './Mallory';
import type { SceneScript } from './SceneScript';

/** Step 14: a payment that its sender has not signed. */
export const signaturesScene: SceneScript = {
  title: 'A payment with the wrong signature',
  plan:
    'alice has a coin. mallory writes a payment from alice to mallory, signs it with her own key, ' +
    'and mints it.',
  async play(stage) {
    const alice = await stage.add('alice');
    const mallory = new Mallory();
    await stage.mineOn(alice);
    const { address, genesis } = readyOf(alice);
    stage.say('alice has mined 1.00 coin.');
    const theft = { id: 'theft', from: address, to: mallory.address, amount: REWARD };
    const signed = sign({ ...theft, signature: '' }, genesis, mallory.keys.privateKey);
    const tip = (await viewOf(alice)).blocks[1];
    const answer = await mallory.announce(readyOf(alice), mallory.work(tip, signed));
    stage.say(`mallory mints a payment of this coin to herself. alice answers: ${answer}.`);
    const balances = new Map((await viewOf(alice)).balances);
    const [hers, stolen] = [address, mallory.address].map((owner) =>
      formatCoins(balances.get(owner) ?? 0),
    );
    stage.say(`alice has ${hers} coins, and mallory has ${stolen}.`);
    return balances.has(mallory.address)
      ? { isGood: false, text: 'The signature was not checked, so anyone can spend any coin.' }
      : {
          isGood: true,
          text: 'Only a signature by the key of the sender is valid. alice keeps it.',
        };
  },
};
