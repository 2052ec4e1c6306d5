import { formatCoins } from '../../solution/supplied/chain/coins';
import { REWARD } from '../../solution/supplied/constants';
import type { Transaction } from '../../solution/supplied/types';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import { readyOf, viewOf } from '../labs/LabNetwork';
import { Mallory } from './Mallory';
import type { SceneScript } from './SceneScript';

/** How many coins alice mines. */
const COINS = 3;

/** Step 5: one payment is minted again and again. */
export const ledgerScene: SceneScript = {
  title: 'One payment, minted again and again',
  plan:
    `alice mines ${COINS} coins and pays one of them to mallory. mallory keeps the signed payment, ` +
    'and mints it into one block after the other.',
  async play(stage) {
    const alice = await stage.add('alice');
    await stage.mineOn(alice, COINS);
    stage.say(`alice has mined ${COINS} coins.`);
    const { blocks } = await viewOf(alice);
    let payment: Transaction | undefined;
    const shop = await ScriptedPeer.start('mallory', blocks, {
      transaction(request, honest) {
        payment = request.transaction as Transaction;
        return honest;
      },
    });
    stage.atEnd(() => shop.stop());
    await alice.call('pay', shop.address, REWARD, shop.peer);
    await stage.until('mallory has the payment', () => payment !== undefined);
    stage.say('alice pays mallory 1.00 coin, once.');

    const mallory = new Mallory();
    const answers: string[] = [];
    do {
      const tip = (await viewOf(alice)).blocks.at(-1);
      if (tip === undefined || payment === undefined) throw new Error('alice has no blocks');
      answers.push(await mallory.announce(readyOf(alice), mallory.work(tip, payment)));
      stage.say(`mallory mints the payment. alice answers: ${answers[answers.length - 1]}.`);
    } while (answers[answers.length - 1] === 'ok' && answers.length <= COINS);
    const minted = answers.filter((answer) => answer === 'ok').length;
    const balances = new Map((await viewOf(alice)).balances);
    const left = formatCoins(balances.get(readyOf(alice).address) ?? 0);
    stage.say(`alice has ${left} of her ${COINS} coins left.`);
    return minted > 1
      ? { isGood: false, text: `The payment counted ${minted} times. alice signed it once.` }
      : { isGood: true, text: 'The ledger remembers the id of each payment. It counts once.' };
  },
};
