import { genesisBlock } from '../../tests/support/blocks';
import { ScriptedPeer } from '../tests/support/ScriptedPeer';
import { Stage } from './support/Stage';
import { story } from './support/story';

story('waiting', () => {
  it('says that there is no user yet', async () => {
    const stage = await Stage.open([{ host: '127.0.0.1', port: 1 }]);
    await stage.go();
    await stage.read('No user found yet.');
    for (const view of ['users', 'messages', 'coins', 'classroom']) {
      await stage.go(view);
      await stage.see('h1');
    }
    expect(stage.complaints).toEqual([]);
    await stage.close();
  });

  it('says that a network is empty, and that the connection is lost', async () => {
    const alice = await ScriptedPeer.start('alice', [genesisBlock()]);
    const stage = await Stage.open([alice]);
    await stage.go();
    await stage.read('nobody has mined a block on genesis yet');
    await stage.see('.card.genesis .flag:has-text("alice")');
    await stage.go('messages');
    await stage.read('No user reports its messages.');
    await stage.explorer.stop();
    await stage.read('The connection to the explorer is lost.');
    await stage.see('.connection.lost');
    await stage.close();
    await alice.stop();
  });
});
