import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpointOf, TestNetwork } from '../../tests/support/TestNetwork';
import { Stage } from './support/Stage';
import { story } from './support/story';

/** What axe finds, as far as it is told here. */
interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

const AXE = join(__dirname, 'node_modules', 'axe-core', 'axe.min.js');

story('the page for everybody', () => {
  const network = new TestNetwork({ difficulty: 8 });
  let stage: Stage;
  /** The views, by what stands after the `#`. */
  let views: string[];

  beforeAll(async () => {
    const alice = await network.add('alice', { restMs: 340 });
    // Were all equally eager, they would mine at the same moments, and fork each time.
    await network.add('bob', { restMs: 470 });
    await network.add('carol', { restMs: 610 });
    await network.add('Ada, Countess of Lovelace', { restMs: 830 });
    await network.acquainted();
    stage = await Stage.open([endpointOf(alice)]);
    await stage.go('messages');
    await stage.see('#messages-title');
    for (const user of network.users) await user.call('mineCoins', true);
    await stage.see('.arrow');
    await stage.page.click('label:has-text("5 s")');
    await network.until(async () => (await alice.call('status')).height >= 16);
    await stage.picture('messages');
    await network.settle();
    const { blocks } = await network.view(alice);
    const { hash } = blocks[3];
    const opened = [`block/${hash}`, `change/${hash}`];
    views = ['blocks', ...opened, 'users', 'messages', 'coins', 'classroom'];
  });
  afterAll(async () => {
    await stage?.close();
    await network.stop();
  });

  /** Goes to a view and waits until all that is told from the start is there. */
  async function visit(view: string): Promise<void> {
    await stage.go(view);
    await stage.see('h1, .panel h2');
    await stage.until(
      () => document.querySelector('.card, .row + .row, .space-time, .bars li') !== null,
    );
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that axe finds serious, ${colorScheme}`, async () => {
      await stage.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const source = readFileSync(AXE, 'utf8');
      const found: string[] = [];
      for (const view of views) {
        await visit(view);
        if (view === 'classroom' && colorScheme === 'light') await stage.picture(view);
        // Not as a script of the page: its security policy would refuse that, as it should.
        await stage.page.evaluate(`if (window.axe === undefined) {${source}}`);
        const violations = await stage.page.evaluate(async (isDark): Promise<Finding[]> => {
          const { axe } = window as unknown as {
            axe: { run: (options: object) => Promise<{ violations: Finding[] }> };
          };
          // All else is the same in the dark.
          const rules = isDark ? { runOnly: ['color-contrast'] } : {};
          return (await axe.run({ resultTypes: ['violations'], ...rules })).violations;
        }, colorScheme === 'dark');
        for (const { id, impact, nodes } of violations) {
          if (impact !== 'serious' && impact !== 'critical') continue;
          found.push(`${view.slice(0, 9)} ${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
        }
      }
      expect(found).toEqual([]);
      await stage.page.emulateMedia({ colorScheme: null, reducedMotion: null });
    });
  }

  it('fits a phone of 360 pixels', async () => {
    await stage.page.setViewportSize({ width: 360, height: 740 });
    const wide: string[] = [];
    for (const view of views) {
      await visit(view);
      const width = await stage.page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 360) wide.push(`${view}: ${width}`);
    }
    await stage.page.setViewportSize({ width: 1280, height: 800 });
    expect(wide).toEqual([]);
  });

  it('is reached by the Tab key alone, everywhere', async () => {
    for (const view of views) {
      await visit(view);
      await stage.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      const missed = await missedByTab();
      expect([view, missed]).toEqual([view, []]);
    }
  });

  /** Presses Tab until it comes round, and names what can be operated but was never reached. */
  async function missedByTab(): Promise<string[]> {
    await stage.page.evaluate(() => {
      const reached = new Set<Element>();
      Object.assign(window, { reached });
      document.addEventListener('focusin', ({ target }) => reached.add(target as Element));
    });
    const count = await stage.page.locator(OPERABLE).count();
    for (let i = 0; i < count + 5; i++) await stage.page.keyboard.press('Tab');
    return stage.page.evaluate((operable) => {
      const { reached } = window as unknown as { reached: Set<Element> };
      const groups = new Set([...reached].map((element) => element.getAttribute('name')));
      return (
        [...document.querySelectorAll(operable)]
          .filter((element) => element.checkVisibility() && !reached.has(element))
          .filter(({ isConnected }) => isConnected)
          // Of a group of choices the Tab key reaches one; the arrow keys lead to the others.
          .filter((element) => !groups.has(element.getAttribute('name') ?? 'none'))
          .map(({ outerHTML }) => outerHTML.slice(0, 120))
      );
    }, OPERABLE);
  }

  it('is walked and left by keys: through the tree, into a block, its copy, and back', async () => {
    const { page } = stage;
    await visit('blocks');
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.textContent ?? null);
    await page.keyboard.press('/');
    await page.keyboard.type('4');
    await page.keyboard.press('Enter');
    await stage.see('.card:focus');
    expect(await focused()).toMatch(/^Block 4\b/);
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toMatch(/^Block 3\b/);
    await page.keyboard.press('Home');
    expect(await focused()).toMatch(/^Block 0\b.*genesis/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await stage.see('#block-title:has-text("Block 1")');
    await page.focus('text=Change it in a private copy');
    await page.keyboard.press('Enter');
    await stage.see('#change-title');
    await page.focus('#field-nonce');
    await page.keyboard.type('7');
    await stage.see('.strip .card:has-text("bad-hash")');
    await page.keyboard.press('Escape');
    await stage.see('#block-title:has-text("Block 1")');
    await page.keyboard.press('Escape');
    await stage.see('#who-title');
    await page.keyboard.press('3');
    await stage.see('#messages-title');
    await page.keyboard.press('?');
    await stage.see('dialog[open]');
    await page.keyboard.press('Escape');
    await stage.until(() => document.querySelector('dialog[open]') === null);
  });

  it('leaves nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});

/** What can be operated, but for what the arrow keys lead to. */
const OPERABLE =
  'main a[href]:not([tabindex="-1"]), .top a[href], main button:not(:disabled):not([tabindex="-1"]), ' +
  '.top button, main input, main summary';
