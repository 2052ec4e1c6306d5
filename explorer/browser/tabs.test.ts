import type { Page } from 'playwright-core';
import { ALICE, genesisBlock, minedBlocks } from '../../tests/support/blocks';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import { describeInBrowser } from './support/describeInBrowser';
import { ExplorerInBrowser } from './support/ExplorerInBrowser';

/** A browser opens at most six connections to a server. */
const TABS = 8;

describeInBrowser('many tabs', () => {
  const genesis = genesisBlock();
  const chain = [genesis, ...minedBlocks(genesis, 3, ALICE)];
  let alice: ScriptedPeer;
  let browser: ExplorerInBrowser;
  const tabs: Page[] = [];

  beforeAll(async () => {
    alice = await ScriptedPeer.start('alice', chain);
    browser = await ExplorerInBrowser.open([alice]);
  });
  afterAll(async () => {
    await browser?.close();
    await alice?.stop();
  });

  const title = (tab: Page, text: string): Promise<unknown> =>
    tab.waitForFunction((begin) => document.title.startsWith(begin), text);

  it('each of eight tabs shows the network, and a new block', async () => {
    await browser.go();
    tabs.push(browser.page);
    while (tabs.length < TABS) {
      const tab = await browser.page.context().newPage();
      await tab.goto(`${browser.explorer.url}/#classroom`);
      tabs.push(tab);
    }
    await Promise.all(tabs.map((tab) => title(tab, 'height 3 ')));
    alice.blocks = [...chain, ...minedBlocks(chain[3], 1, ALICE)];
    await Promise.all(tabs.map((tab) => title(tab, 'height 4 ')));
  });

  it('a tab that is reloaded shows the network, and so do the other tabs', async () => {
    await tabs[3].reload();
    await title(tabs[3], 'height 4 ');
    await tabs[0].close();
    alice.blocks = [...alice.blocks, ...minedBlocks(alice.blocks[4] as typeof genesis, 1, ALICE)];
    await Promise.all(tabs.slice(1).map((tab) => title(tab, 'height 5 ')));
  });

  it('without shared workers, a tab has its own stream, but only while it is visible', async () => {
    const tab = await browser.page.context().newPage();
    await tab.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'));
    const streams: boolean[] = [];
    tab.on('request', (request) => {
      if (request.url().endsWith('/updates')) streams.push(true);
    });
    await tab.goto(`${browser.explorer.url}/#blocks`);
    await title(tab, 'height 5 ');
    expect(streams).toHaveLength(1);
    const show = (visibilityState: string): Promise<void> =>
      tab.evaluate((value) => {
        Object.defineProperty(document, 'visibilityState', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, visibilityState);
    await show('hidden');
    alice.blocks = [...alice.blocks, ...minedBlocks(alice.blocks[5] as typeof genesis, 1, ALICE)];
    await Promise.all(tabs.slice(1).map((other) => title(other, 'height 6 ')));
    expect(await tab.title()).toMatch(/^height 5 /);
    await show('visible');
    await title(tab, 'height 6 ');
    expect(streams).toHaveLength(2);
    await tab.close();
  });

  it('each tab says that no user answers any more', async () => {
    await alice.stop();
    await Promise.all(tabs.slice(1).map((tab) => title(tab, 'No user answers ')));
    await tabs[1].goto(`${browser.explorer.url}/#blocks`);
    await tabs[1].waitForSelector('.connection.lost:has-text("no user answers")');
    expect(await tabs[1].textContent('.notice')).toContain('No user answers any more.');
    expect(browser.complaints).toEqual([]);
  });
});
