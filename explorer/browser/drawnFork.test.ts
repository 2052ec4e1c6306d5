import type { Block } from '../../solution/supplied/types';
import { genesisBlock, minedBlocks } from '../../tests/support/blocks';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import { ExplorerInBrowser } from './support/ExplorerInBrowser';
import { describeInBrowser } from './support/describeInBrowser';

describeInBrowser('a fork', () => {
  const genesis = genesisBlock();
  let alice: ScriptedPeer;
  let bob: ScriptedPeer;
  let trunk: Block[];
  let ours: Block[];
  let theirs: Block[];
  let browser: ExplorerInBrowser;

  beforeAll(async () => {
    alice = await ScriptedPeer.start('alice', [genesis]);
    bob = await ScriptedPeer.start('bob', [genesis]);
    alice.peers = [bob.peer];
    const [forAlice, forBob] = [alice, bob].map(({ address }) => ({ address, privateKey: '' }));
    const common = minedBlocks(genesis, 3, forBob);
    common.push(...minedBlocks(common[2], 2, forAlice));
    trunk = [genesis, ...common];
    ours = minedBlocks(trunk[5], 1, forAlice);
    theirs = minedBlocks(trunk[5], 2, forBob);
    alice.blocks = bob.blocks = trunk;
    browser = await ExplorerInBrowser.open([alice], { reducedMotion: 'reduce' });
    await browser.go();
    await browser.see(card(trunk[5]));
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([alice?.stop(), bob?.stop()]);
  });

  const card = ({ hash }: Block, sort = ''): string => `a.card${sort}[data-hash="${hash}"]`;
  const nameOf = (block: Block) => browser.page.textContent(card(block));

  it('a new fork shows two blocks of the same height, and the name of the user at each block', async () => {
    alice.blocks = [...trunk, ...ours];
    await browser.see(card(ours[0], '.main'));
    bob.blocks = [...trunk, theirs[0]];
    await browser.see(card(theirs[0], '.fork'));
    await browser.see(`${card(ours[0])} .flag:has-text("alice")`);
    await browser.see(`${card(theirs[0])} .flag:has-text("bob")`);
    expect(await nameOf(ours[0])).toMatch(/^Block 6, on the main chain, .*, tip of alice/);
    expect(await nameOf(theirs[0])).toMatch(/^Block 6fork.*, tip of bob/);
    const boxes = await Promise.all(
      [ours[0], theirs[0]].map((block) => browser.page.locator(card(block)).boundingBox()),
    );
    expect(boxes[0]?.x).toBeCloseTo(boxes[1]?.x ?? NaN, 0);
    expect(boxes[1]?.y).toBeGreaterThan(boxes[0]?.y ?? Infinity);
  });

  it('after the fork, the branch with less work is orphaned, and the news reports it', async () => {
    bob.blocks = [...trunk, ...theirs];
    await browser.see(card(theirs[1], '.main'));
    alice.blocks = [...trunk, ...theirs];
    await browser.see(card(ours[0], '.orphaned'));
    expect(await browser.page.textContent(`${card(ours[0])} .status`)).toBe('orphaned');
    await browser.until(
      () =>
        document
          .querySelector('[aria-live="polite"].unseen')
          ?.textContent?.includes('alice\u2069 changed branch at height 5: −1 block, +2.') ?? false,
    );
    await browser.see(`${card(theirs[1])} .flag:has-text("alice")`);
    await browser.picture('tree');
  });

  it('the page causes no error in the browser', () => {
    expect(browser.complaints).toEqual([]);
  });
});
