import { ALICE, coin, genesisBlock, mined, minedBlocks } from '../../tests/support/blocks';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import { ExplorerInBrowser } from './support/ExplorerInBrowser';
import { describeInBrowser } from './support/describeInBrowser';

describeInBrowser('strangers and liars', () => {
  const genesis = genesisBlock();
  const chain = [genesis, ...minedBlocks(genesis, 5, ALICE)];
  const greedy = mined(chain[3], { ...coin(ALICE), amount: 100_000 });
  const onGreedy = mined(greedy, coin(ALICE));
  let honest: ScriptedPeer;
  let liar: ScriptedPeer;
  let browser: ExplorerInBrowser;
  /** The messages that the honest user reports. */
  const heard: object[] = [];

  beforeAll(async () => {
    honest = await ScriptedPeer.start('honest', chain, {
      getStatus: (_request, answer) => ({ ...answer, heard }),
    });
    liar = await ScriptedPeer.start('liar', [...chain.slice(0, 4), greedy, onGreedy]);
    honest.peers = [liar.peer];
    browser = await ExplorerInBrowser.open([honest], { reducedMotion: 'reduce' });
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([honest?.stop(), liar?.stop()]);
  });

  it('the page shows a user with an invalid chain, the code, and the meaning of the code', async () => {
    await browser.go('users');
    await browser.see('.row:has-text("liar") .badge.bad:has-text("bad-reward")');
    const cell = await browser.page.textContent('.row:has-text("liar") .who');
    expect(cell).toContain('a mined coin is worth');
    expect(await browser.page.locator('.row:has-text("honest") .badge').count()).toBe(0);
  });

  it('the page shows an invalid block and the next block as invalid, off the main chain', async () => {
    await browser.go();
    const card = ({ hash }: { hash: string }): string => `a.card.invalid[data-hash="${hash}"]`;
    await browser.see(card(onGreedy));
    const words = (block: { hash: string }): Promise<string | null> =>
      browser.page.textContent(`${card(block)} .status`);
    expect(await words(greedy)).toBe('bad-reward');
    expect(await words(onGreedy)).toBe('after invalid');
    expect(await browser.page.locator('.card.main').count()).toBe(chain.length);
  });

  it('the page shows a refused message of a stranger as a dashed arrow from above and as a sentence', async () => {
    await browser.go('messages');
    await browser.see('.empty');
    heard.push({
      number: 1,
      type: 'block',
      subject: 'e'.repeat(64),
      height: 6,
      from: null,
      at: Date.now(),
      answer: 'bad-hash',
    });
    await browser.see('.arrow.refused');
    const line = browser.page.locator('.arrow.refused line');
    const [from, to] = await Promise.all(['y1', 'y2'].map((name) => line.getAttribute(name)));
    const first = await browser.page.locator('.space-time .life').first().boundingBox();
    const arrow = await line.boundingBox();
    expect(Number(from)).toBeLessThan(Number(to));
    expect(arrow?.y ?? Infinity).toBeLessThan(first?.y ?? 0);
    expect(await line.evaluate((shape) => getComputedStyle(shape).strokeDasharray)).not.toBe(
      'none',
    );
    expect(await browser.page.textContent('.arrow.refused .why')).toBe('bad-hash');
    const said = await browser.page.textContent('.message-list li.refused');
    expect(said).toMatch(/a stranger.* sends .*honest.* block 6 ✗ bad-hash: /);
  });

  it('the page causes no error in the browser', () => {
    expect(browser.complaints).toEqual([]);
  });
});
