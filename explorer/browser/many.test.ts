import { createGenesisBlock } from '../../solution/createGenesisBlock';
import { ALICE, minedBlocks, START } from '../../tests/support/blocks';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import { ExplorerInBrowser } from './support/ExplorerInBrowser';
import { describeInBrowser } from './support/describeInBrowser';

const BLOCKS = 10_000;

/** The maximum number of elements in the document, for any number of blocks. */
const MAX_ELEMENTS = 600;

describeInBrowser(`a chain of ${BLOCKS} blocks`, () => {
  let peer: ScriptedPeer;
  let browser: ExplorerInBrowser;

  beforeAll(async () => {
    const genesis = createGenesisBlock(START, 0);
    peer = await ScriptedPeer.start('alice', [genesis, ...minedBlocks(genesis, BLOCKS, ALICE)]);
    browser = await ExplorerInBrowser.open([peer]);
    await browser.page.addInitScript(() => {
      const tasks: number[] = [];
      Object.assign(window, { tasks });
      new PerformanceObserver((list) => {
        tasks.push(...list.getEntries().map(({ duration }) => duration));
      }).observe({ type: 'longtask', buffered: true });
    });
    await browser.go();
    await browser.page.waitForSelector('.flag', { timeout: 50_000 });
    await browser.see('.card:has-text("10000")');
  });
  afterAll(async () => {
    await browser?.close();
    await peer?.stop();
  });

  /** Returns the durations of the long tasks since the previous call, in milliseconds. */
  const longTasks = (): Promise<number[]> =>
    browser.page.evaluate(() => (window as unknown as { tasks: number[] }).tasks.splice(0));

  /**
   * Scrolls through the whole chain. Returns the greatest number of elements in one frame, and the
   * long tasks.
   */
  async function scroll(): Promise<{ elements: number; tasks: number[] }> {
    await longTasks();
    const most = await browser.page.evaluate(async () => {
      const box = document.querySelector('.scroller');
      if (box === null) throw new Error('no tree');
      let elements = 0;
      const frame = (): Promise<void> =>
        new Promise((resolve) => {
          requestAnimationFrame(() => {
            elements = Math.max(elements, document.querySelectorAll('*').length);
            resolve();
          });
        });
      // The first steps are large, as with the scroll bar. The next steps are small, as with a
      // wheel.
      for (let i = 60; i >= 0; i--) {
        box.scrollLeft = (box.scrollWidth * i) / 60;
        await frame();
      }
      for (let i = 0; i < 60; i++) {
        box.scrollLeft += 120;
        await frame();
      }
      return elements;
    });
    return { elements: most, tasks: await longTasks() };
  }

  it('the document stays small while the reader scrolls through the whole chain', async () => {
    process.stdout.write(`long tasks while loading, in ms: [${await longTasks()}]\n`);
    await browser.page.click('button:has-text("Follow the tip")');
    const { elements, tasks } = await scroll();
    // The browser reports only tasks of 50 ms and more. On an idle machine the list is empty,
    // because a small document needs little work for a frame.
    process.stdout.write(`at most ${elements} elements; long tasks, in ms: [${tasks}]\n`);
    expect(elements).toBeLessThan(MAX_ELEMENTS);
  });

  it('the reader can jump to a height, to the tip and to a hash', async () => {
    const jump = async (text: string): Promise<void> => {
      await browser.page.fill('#jump', text);
      await browser.page.keyboard.press('Enter');
    };
    await jump('4321');
    await browser.see('.card:focus:has-text("4321")');
    const hash = await browser.page.getAttribute('.card:focus', 'data-hash');
    await browser.page.click('button:has-text("To the tip")');
    await browser.see('.card:focus:has-text("10000")');
    await jump(hash?.slice(0, 12) ?? '');
    await browser.see('.card:focus:has-text("4321")');
    await jump('zzz');
    await browser.read('Nothing found.');
  });

  it('the document stays small while the reader opens and changes an old block', async () => {
    await longTasks();
    await browser.page.fill('#jump', '5');
    await browser.page.keyboard.press('Enter');
    await browser.page.keyboard.press('Enter');
    await browser.see('#block-title');
    await browser.page.click('text=Change it in a private copy');
    await browser.see('.strip .card:has-text("valid")');
    await browser.page.fill('#field-amount', '101');
    await browser.see('.strip .card:has-text("unknown-parent")');
    process.stdout.write(`long tasks while changing: [${await longTasks()}]\n`);
    expect(await browser.page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(
      MAX_ELEMENTS,
    );
    expect(browser.complaints).toEqual([]);
  });
});
