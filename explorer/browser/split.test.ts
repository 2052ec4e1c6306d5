import { addressOf, endpointOf, TestNetwork } from '../../tests/support/TestNetwork';
import { describeInBrowser } from './support/describeInBrowser';
import { ExplorerInBrowser } from './support/ExplorerInBrowser';

describeInBrowser('a network of two halves', () => {
  const network = new TestNetwork({ mineCoins: true, difficulty: 8, gossipMs: 300 });
  let browser: ExplorerInBrowser;

  beforeAll(async () => {
    const rests = { alice: 700, bob: 1100, carol: 1000, dave: 1300 };
    for (const [name, restMs] of Object.entries(rests)) await network.add(name, { restMs });
    await network.acquainted();
    browser = await ExplorerInBrowser.open([endpointOf(network.users[0])]);
    await browser.go();
    await browser.until(() => document.querySelectorAll('.people li').length === 4);
  });
  afterAll(async () => {
    await browser?.close();
    await network.stop();
  });

  const news = '.news-list li:has-text("The network is split")';

  it('the page announces the groups, the height and the cut cables', async () => {
    const [alice, bob, carol, dave] = network.users;
    for (const [one, other] of [
      [alice, bob],
      [carol, dave],
    ]) {
      await one.call('reach', [addressOf(other)]);
      await other.call('reach', [addressOf(one)]);
    }
    await browser.see('.split-banner:has-text("No message passes between the groups")');
    const groups = await browser.page.locator('.groups .members').allTextContents();
    expect(groups.map((text) => /alice/.test(text) === /bob/.test(text))).toEqual([true, true]);
    expect(await browser.page.locator('.cables .cut').count()).toBe(4);
    await browser.see('.card.fork .flag');
    await browser.see(news);
    await browser.picture('split');
  });

  it('after a reload, the page still shows the split and the news', async () => {
    await browser.page.reload();
    await browser.see('.split-banner');
    await browser.see(news);
  });

  it('the page tells that the split is over', async () => {
    for (const user of network.users) await user.call('reach', null);
    await browser.see('.news-list li:has-text("The split is over.")');
    await browser.until(() => document.querySelector('.split-banner') === null);
    expect(await browser.page.locator('.fault').count()).toBe(0);
  });

  it('the page causes no error in the browser', () => {
    expect(browser.complaints).toEqual([]);
  });
});
