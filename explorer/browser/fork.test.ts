import type { Block } from '../../solution/supplied/types';
import { genesisBlock, minedBlocks } from '../../tests/support/blocks';
import { ScriptedPeer } from '../tests/support/ScriptedPeer';
import { Stage } from './support/Stage';
import { story } from './support/story';

story('a fork', () => {
  const genesis = genesisBlock();
  let alice: ScriptedPeer;
  let bob: ScriptedPeer;
  let trunk: Block[];
  let ours: Block[];
  let theirs: Block[];
  let stage: Stage;

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
    stage = await Stage.open([alice], { reducedMotion: 'reduce' });
    await stage.go();
    await stage.see(card(trunk[5]));
  });
  afterAll(async () => {
    await stage?.close();
    await Promise.all([alice?.stop(), bob?.stop()]);
  });

  const card = ({ hash }: Block, sort = ''): string => `a.card${sort}[data-hash="${hash}"]`;
  const nameOf = (block: Block) => stage.page.textContent(card(block));

  it('appears: two blocks of one height, side by side, each with who follows it', async () => {
    alice.blocks = [...trunk, ...ours];
    await stage.see(card(ours[0], '.main'));
    bob.blocks = [...trunk, theirs[0]];
    await stage.see(card(theirs[0], '.fork'));
    await stage.see(`${card(ours[0])} .flag:has-text("alice")`);
    await stage.see(`${card(theirs[0])} .flag:has-text("bob")`);
    expect(await nameOf(ours[0])).toMatch(/^Block 6, on the main chain, .*, tip of alice/);
    expect(await nameOf(theirs[0])).toMatch(/^Block 6fork.*, tip of bob/);
    const boxes = await Promise.all(
      [ours[0], theirs[0]].map((block) => stage.page.locator(card(block)).boundingBox()),
    );
    expect(boxes[0]?.x).toBeCloseTo(boxes[1]?.x ?? NaN, 0);
    expect(boxes[1]?.y).toBeGreaterThan(boxes[0]?.y ?? Infinity);
  });

  it('heals: the branch with less work is orphaned, in words too, and it is said', async () => {
    bob.blocks = [...trunk, ...theirs];
    await stage.see(card(theirs[1], '.main'));
    alice.blocks = [...trunk, ...theirs];
    await stage.see(card(ours[0], '.orphaned'));
    expect(await stage.page.textContent(`${card(ours[0])} .status`)).toBe('orphaned');
    await stage.read('Reorganisation at height 6: 1 block is orphaned, 2 took over.');
    const voice = await stage.page.textContent('[aria-live="polite"].unseen');
    expect(voice).toContain('alice\u2069 changed branch: −1 block, +2.');
    await stage.see(`${card(theirs[1])} .flag:has-text("alice")`);
    await stage.picture('tree');
  });

  it('leaves nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
