import { endpointOf, TestNetwork } from '../../tests/support/TestNetwork';
import { ExplorerInBrowser } from './support/ExplorerInBrowser';
import { describeInBrowser } from './support/describeInBrowser';
import { seriousFindings } from './support/seriousFindings';

describeInBrowser('the page is accessible', () => {
  const network = new TestNetwork({ difficulty: 8 });
  let browser: ExplorerInBrowser;
  /** The names of the views, as they follow the `#` in the page's address. */
  let views: string[];

  beforeAll(async () => {
    const alice = await network.add('alice', { restMs: 340 });
    // With equal rests, all users would mine at the same time and make forks.
    await network.add('bob', { restMs: 470 });
    await network.add('carol', { restMs: 610 });
    await network.add('Ada, Countess of Lovelace', { restMs: 830 });
    await network.acquainted();
    browser = await ExplorerInBrowser.open([endpointOf(alice)]);
    await browser.go('messages');
    await browser.see('#messages-title');
    for (const user of network.users) await user.call('mineCoins', true);
    await browser.see('.arrow');
    await browser.page.click('label:has-text("5 s")');
    await network.until(async () => (await alice.call('status')).height >= 16);
    await browser.picture('messages');
    await network.settle();
    const { blocks } = await network.view(alice);
    const { hash } = blocks[3];
    const opened = [`block/${hash}`, `change/${hash}`];
    views = [
      ...['blocks', ...opened, 'users', `user/${blocks[3].data.to}`],
      ...['messages', 'payments', 'coins', 'classroom'],
    ];
  });
  afterAll(async () => {
    await browser?.close();
    await network.stop();
  });

  /** Goes to a view, and waits until it shows the network. */
  async function visit(view: string): Promise<void> {
    await browser.go(view);
    await browser.see('h1, .panel h2');
    await browser.until(
      () => document.querySelector('.card, .row + .row, .space-time, .bars li, .payments') !== null,
    );
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`axe finds no serious problem on the page in the ${colorScheme} scheme`, async () => {
      await browser.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // The dark scheme differs only in its colours.
      const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
      const found: string[] = [];
      for (const view of views) {
        await visit(view);
        if (view === 'classroom' && colorScheme === 'light') await browser.picture(view);
        for (const finding of await seriousFindings(browser.page, rules)) {
          found.push(`${view.slice(0, 9)} ${finding}`);
        }
      }
      expect(found).toEqual([]);
      await browser.page.emulateMedia({ colorScheme: null, reducedMotion: null });
    });
  }

  it('the page fits a phone of 360 pixels', async () => {
    await browser.page.setViewportSize({ width: 360, height: 740 });
    const wide: string[] = [];
    for (const view of views) {
      await visit(view);
      const width = await browser.page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 360) wide.push(`${view}: ${width}`);
    }
    await browser.page.setViewportSize({ width: 1280, height: 800 });
    expect(wide).toEqual([]);
  });

  it('the Tab key reaches every control of every view', async () => {
    for (const view of views) {
      await visit(view);
      await browser.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      const missed = await missedByTab();
      expect([view, missed]).toEqual([view, []]);
    }
  });

  /** Presses Tab through the whole page. Returns the controls that never got the focus. */
  async function missedByTab(): Promise<string[]> {
    await browser.page.evaluate(() => {
      const reached = new Set<Element>();
      Object.assign(window, { reached });
      document.addEventListener('focusin', ({ target }) => reached.add(target as Element));
    });
    const count = await browser.page.locator(OPERABLE).count();
    for (let i = 0; i < count + 5; i++) await browser.page.keyboard.press('Tab');
    return browser.page.evaluate((operable) => {
      const { reached } = window as unknown as { reached: Set<Element> };
      const groups = new Set([...reached].map((element) => element.getAttribute('name')));
      return (
        [...document.querySelectorAll(operable)]
          .filter((element) => element.checkVisibility() && !reached.has(element))
          .filter(({ isConnected }) => isConnected)
          // Tab reaches one choice of a group. The arrow keys reach the other choices.
          .filter((element) => !groups.has(element.getAttribute('name') ?? 'none'))
          .map(({ outerHTML }) => outerHTML.slice(0, 120))
      );
    }, OPERABLE);
  }

  it('the keys lead through the tree to a block, to its private copy, and back', async () => {
    const { page } = browser;
    await visit('blocks');
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.textContent ?? null);
    await page.keyboard.press('/');
    await page.keyboard.type('4');
    await page.keyboard.press('Enter');
    await browser.see('.card:focus');
    expect(await focused()).toMatch(/^Block 4\b/);
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toMatch(/^Block 3\b/);
    await page.keyboard.press('Home');
    expect(await focused()).toMatch(/^Block 0\b.*genesis/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await browser.see('#block-title:has-text("Block 1")');
    await page.focus('text=Change it in a private copy');
    await page.keyboard.press('Enter');
    await browser.see('#change-title');
    await page.focus('#field-nonce');
    await page.keyboard.type('7');
    await browser.see('.strip .card:has-text("bad-hash")');
    await page.keyboard.press('Escape');
    await browser.see('#block-title:has-text("Block 1")');
    await page.keyboard.press('Escape');
    await browser.see('#who-title');
    await page.keyboard.press('3');
    await browser.see('#messages-title');
    await page.keyboard.press('?');
    await browser.see('dialog[open]');
    await page.keyboard.press('Escape');
    await browser.until(() => document.querySelector('dialog[open]') === null);
  });

  it('the page causes no error in the browser', () => {
    expect(browser.complaints).toEqual([]);
  });
});

/** The controls that the Tab key must reach. The arrow keys reach the other controls. */
const OPERABLE =
  'main a[href]:not([tabindex="-1"]), .top a[href], main button:not(:disabled):not([tabindex="-1"]), ' +
  '.top button, main input, main summary';
