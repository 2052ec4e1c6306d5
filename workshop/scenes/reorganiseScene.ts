import { readyOf, viewOf } from '../labs/LabNetwork';
import type { SceneScript } from './SceneScript';

/** How long the users get, in milliseconds. */
const LIMIT_MS = 3000;

/** Step 13: a payment was on a branch that lost. */
export const reorganiseScene: SceneScript = {
  title: 'A payment on the losing branch',
  plan:
    "alice pays bob, and bob mints the payment. Then alice leaves. carol's branch is longer, so " +
    'bob undoes his own block.',
  async play(stage) {
    const alice = await stage.add('alice');
    const bob = await stage.add('bob');
    const carol = await stage.add('carol');
    await stage.mineOn(alice);
    await stage.settle();
    await stage.until('all know each other', () => stage.eventsOf(carol, 'peer').length === 2);
    await stage.cut(carol);
    await bob.call('reach', [readyOf(alice).address]);
    await alice.call('reach', [readyOf(bob).address]);
    const { address, host, port } = readyOf(bob);
    const { id } = await alice.call('pay', address, 50, { host, port });
    const isOn = async (): Promise<boolean> =>
      (await viewOf(bob)).blocks.some(({ data }) => data.id === id);
    await stage.until('bob mints the payment', isOn);
    stage.say('alice pays bob 0.50 coins. bob mints the payment into a block.');
    await alice.stop();
    stage.users.delete('alice');
    await stage.mineOn(carol, 3);
    stage.say('alice leaves. carol, on the other side of a cut cable, mines three blocks.');
    await stage.mend(bob, carol);
    const undone = (): boolean => stage.eventsOf(bob, 'reorganised').length > 0;
    await stage.until('bob changes to the longer branch', undone);
    stage.say("The cable is repaired. bob undoes his block, and takes carol's branch.");
    const isBack = await stage.happens(isOn, LIMIT_MS);
    stage.say(`The payment is ${isBack ? 'on the chain again' : 'on no chain'}.`);
    return isBack
      ? { isGood: true, text: 'bob kept the undone payment, and minted it on the new branch.' }
      : { isGood: false, text: "bob forgot the undone payment. alice's coins never reach him." };
  },
};
