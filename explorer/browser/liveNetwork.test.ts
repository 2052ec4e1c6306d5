import { addressOf, endpointOf, TestNetwork } from '../../tests/support/TestNetwork';
import { ExplorerInBrowser } from './support/ExplorerInBrowser';
import { describeInBrowser } from './support/describeInBrowser';

const HOSTILE = '<img src=x onerror=alert(1)>';

describeInBrowser('a network of the reference', () => {
  const network = new TestNetwork({ difficulty: 6 });
  let browser: ExplorerInBrowser;

  beforeAll(async () => {
    const alice = await network.add('alice');
    await network.add('bob');
    await network.add(HOSTILE);
    await network.acquainted();
    await network.mineOn(alice, 4);
    await network.settle();
    browser = await ExplorerInBrowser.open([endpointOf(alice)]);
  });
  afterAll(async () => {
    await browser?.close();
    await network.stop();
  });

  it('the page shows all users, and shows a name with markup as text', async () => {
    await browser.go('users');
    await browser.until(() => document.querySelectorAll('[role="row"]:not(.head)').length === 3);
    await browser.read(HOSTILE);
    for (const view of ['blocks', 'messages', 'coins', 'classroom']) {
      await browser.go(view);
      await browser.read(view === 'coins' ? 'alice' : HOSTILE.slice(0, 9));
      expect(await browser.page.locator('img').count()).toBe(0);
    }
  });

  it('the page shows that the sum of all balances equals the mined coins', async () => {
    await browser.go('coins');
    await browser.see('.equation .passed');
    const figures = await browser.page.locator('.equation b').allTextContents();
    expect(figures[0]).toBe(figures[2]);
    expect(figures[1]).toBe('=');
  });

  it('the page shows each announcement as an arrow and as a sentence', async () => {
    await browser.go('messages');
    const [alice] = network.users;
    await network.mineOn(alice, 2);
    await browser.see('.arrow.ok');
    await browser.read('alice sends');
    await network.settle();
  });

  it('the page shows a stopped user as gone', async () => {
    await browser.go('users');
    await network.users[1].stop();
    await browser.see('.row.gone:has-text("bob")');
    expect(await browser.page.textContent('.row.gone .badge')).toBe('gone');
    await browser.until(
      () =>
        document.querySelector('.unseen[aria-live]')?.textContent?.includes('does not answer') ??
        false,
    );
    network.users.splice(1, 1);
  });

  it('an open block shows its fields, its text, its zero bits and all rules', async () => {
    await browser.go();
    await browser.page.fill('#jump', '3');
    await browser.page.keyboard.press('Enter');
    await browser.page.keyboard.press('Enter');
    await browser.see('#block-title:has-text("Block 3")');
    expect(await browser.page.locator('.rules .passed').count()).toBe(10);
    expect(await browser.page.locator('.rules .does-not-apply').count()).toBe(3);
    const text = await browser.page
      .locator('.hash-text .part code, .hash-text .between')
      .allTextContents();
    expect(text.join('')).toMatch(/^\[3,\d+,"[0-9a-f]{64}",6,\["coin-/);
    await browser.picture('block');
  });

  it('the reader can change a block in a private copy and mine it again', async () => {
    const [alice, other] = network.users;
    await browser.page.click('text=Change it in a private copy');
    await browser.see('.strip .card:has-text("valid")');
    const codes = (): Promise<string[]> =>
      browser.page.locator('.strip button.card .status').allTextContents();

    await browser.page.fill('#field-to', addressOf(other));
    await browser.see('.strip .card:has-text("bad-hash")');
    const broken = await codes();
    expect(broken[0]).toContain('bad-hash');
    expect(broken.slice(1).every((code) => code.includes('unknown-parent'))).toBe(true);
    await browser.picture('change');

    await browser.page.click('button:has-text("Mine it again")');
    await browser.see('.strip .card:has-text("bad-link")');
    expect((await codes())[0]).toContain('valid');

    await browser.page.click('button:has-text("Mine it and all after it")');
    await browser.until(() => document.querySelector('.strip .invalid') === null);
    expect((await codes()).every((code) => code.includes('valid'))).toBe(true);

    await browser.page.fill('#field-amount', '900');
    await browser.page.click('button:has-text("Mine it again")');
    await browser.see('.strip .card:has-text("bad-reward")');
    await browser.read('Mining cannot help, because a mined coin is worth exactly the reward');

    await browser.page.click('text=Discard all changes');
    await browser.until(() => document.querySelector('.strip .invalid') === null);
    // The network still has the old block.
    const { blocks } = await network.view(alice);
    expect(blocks[3].data.to).toBe(addressOf(alice));
  });

  it('the page causes no error in the browser', () => {
    expect(browser.complaints).toEqual([]);
  });
});
