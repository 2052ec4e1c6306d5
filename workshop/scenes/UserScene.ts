import { readyOf } from '../labs/LabNetwork';
import type { SceneScript } from './SceneScript';

/** Step 6: a user that has stopped leaves nothing behind. */
export const UserScene: SceneScript = {
  title: 'Stopped, but not gone',
  plan: 'alice mines two coins. Then the program calls stop(), and looks at her two threads.',
  async play(stage) {
    const alice = await stage.add('alice');
    await stage.mineOn(alice, 2);
    const { threads } = alice;
    if (threads === undefined) throw new Error('alice has no threads');
    stage.say(`alice has mined 2 coins. Her server listens on port ${readyOf(alice).port}.`);
    await alice.stop();
    const alive = [threads.server, threads.miner].filter(({ threadId }) => threadId !== -1).length;
    stage.say(`stop() resolves. ${alive} of her 2 threads still run.`);
    return alive === 0
      ? { isGood: true, text: 'stop() waited until both threads had ended. Nothing is left.' }
      : {
          isGood: false,
          text:
            'stop() did not wait for the threads. The program goes on, and believes that alice ' +
            'is gone. She still holds her port.',
        };
  },
};
