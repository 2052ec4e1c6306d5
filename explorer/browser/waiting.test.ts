import { genesisBlock } from '../../tests/support/blocks';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import { ExplorerInBrowser } from './support/ExplorerInBrowser';
import { describeInBrowser } from './support/describeInBrowser';

describeInBrowser('waiting', () => {
  let browser: ExplorerInBrowser | undefined;
  let alice: ScriptedPeer | undefined;

  afterEach(async () => {
    await browser?.close();
    await alice?.stop();
  });

  it('the page says that there is no user yet', async () => {
    browser = await ExplorerInBrowser.open([{ host: '127.0.0.1', port: 1 }]);
    await browser.go();
    await browser.read('No user found yet.');
    for (const view of ['users', 'messages', 'coins', 'classroom']) {
      await browser.go(view);
      await browser.see('h1');
    }
    expect(browser.complaints).toEqual([]);
  });

  it('the page says that a network has no blocks, and later that the connection is lost', async () => {
    alice = await ScriptedPeer.start('alice', [genesisBlock()]);
    browser = await ExplorerInBrowser.open([alice]);
    await browser.go();
    await browser.read('No user has mined a block yet.');
    await browser.see('.card.genesis .flag:has-text("alice")');
    await browser.go('messages');
    await browser.read('No user has reported a message yet.');
    await browser.explorer.stop();
    await browser.read('The connection to the explorer is lost.');
    await browser.see('.connection.lost');
  });
});
