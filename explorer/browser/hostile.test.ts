import { ALICE, coin, genesisBlock, mined, minedBlocks } from '../../tests/support/blocks';
import { ScriptedPeer } from '../tests/support/ScriptedPeer';
import { Stage } from './support/Stage';
import { story } from './support/story';

story('strangers and liars', () => {
  const genesis = genesisBlock();
  const chain = [genesis, ...minedBlocks(genesis, 5, ALICE)];
  const greedy = mined(chain[3], { ...coin(ALICE), amount: 100_000 });
  const onGreedy = mined(greedy, coin(ALICE));
  let honest: ScriptedPeer;
  let liar: ScriptedPeer;
  let stage: Stage;
  /** What the honest user reports to have heard. */
  const heard: object[] = [];

  beforeAll(async () => {
    honest = await ScriptedPeer.start('honest', chain, {
      getStatus: (_request, answer) => ({ ...answer, heard }),
    });
    liar = await ScriptedPeer.start('liar', [...chain.slice(0, 4), greedy, onGreedy]);
    honest.peers = [liar.peer];
    stage = await Stage.open([honest], { reducedMotion: 'reduce' });
  });
  afterAll(async () => {
    await stage?.close();
    await Promise.all([honest?.stop(), liar?.stop()]);
  });

  it('a user whose chain breaks a rule is shown with its code, and what the code means', async () => {
    await stage.go('users');
    await stage.see('.row:has-text("liar") .badge.bad:has-text("bad-reward")');
    const cell = await stage.page.textContent('.row:has-text("liar") .who');
    expect(cell).toContain('a mined coin is worth');
    expect(await stage.page.locator('.row:has-text("honest") .badge').count()).toBe(0);
  });

  it('its block is invalid, what stands on it too, and neither is on the main chain', async () => {
    await stage.go();
    const card = ({ hash }: { hash: string }): string => `a.card.invalid[data-hash="${hash}"]`;
    await stage.see(card(onGreedy));
    const words = (block: { hash: string }): Promise<string | null> =>
      stage.page.textContent(`${card(block)} .status`);
    expect(await words(greedy)).toBe('bad-reward');
    expect(await words(onGreedy)).toBe('unknown-parent');
    expect(await stage.page.locator('.card.main').count()).toBe(chain.length);
  });

  it('what a stranger tells is an arrow from nobody’s line, dashed, and said in words', async () => {
    await stage.go('messages');
    await stage.see('.empty');
    heard.push({
      number: 1,
      type: 'block',
      subject: 'e'.repeat(64),
      height: 6,
      from: null,
      at: Date.now(),
      answer: 'bad-hash',
    });
    await stage.see('.arrow.refused');
    const line = stage.page.locator('.arrow.refused line');
    const [from, to] = await Promise.all(['y1', 'y2'].map((name) => line.getAttribute(name)));
    const first = await stage.page.locator('.space-time .life').first().boundingBox();
    const arrow = await line.boundingBox();
    expect(Number(from)).toBeLessThan(Number(to));
    expect(arrow?.y ?? Infinity).toBeLessThan(first?.y ?? 0);
    expect(await line.evaluate((shape) => getComputedStyle(shape).strokeDasharray)).not.toBe(
      'none',
    );
    expect(await stage.page.textContent('.arrow.refused .why')).toBe('bad-hash');
    const said = await stage.page.textContent('.message-list li.refused');
    expect(said).toMatch(/a stranger.* tells .*honest.* of block 6 ✗ bad-hash: /);
  });

  it('leaves nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
