import { addressOf, endpointOf, TestNetwork } from '../../tests/support/TestNetwork';
import { Stage } from './support/Stage';
import { story } from './support/story';

const HOSTILE = '<img src=x onerror=alert(1)>';

story('a network of the reference', () => {
  const network = new TestNetwork({ difficulty: 6 });
  let stage: Stage;

  beforeAll(async () => {
    const alice = await network.add('alice');
    await network.add('bob');
    await network.add(HOSTILE);
    await network.acquainted();
    await network.mineOn(alice, 4);
    await network.settle();
    stage = await Stage.open([endpointOf(alice)]);
  });
  afterAll(async () => {
    await stage?.close();
    await network.stop();
  });

  it('shows every user, and a name with markup as text', async () => {
    await stage.go('users');
    await stage.until(() => document.querySelectorAll('[role="row"]:not(.head)').length === 3);
    await stage.read(HOSTILE);
    for (const view of ['blocks', 'messages', 'coins', 'classroom']) {
      await stage.go(view);
      await stage.read(view === 'coins' ? 'alice' : HOSTILE.slice(0, 9));
      expect(await stage.page.locator('img').count()).toBe(0);
    }
  });

  it('shows that the coins held are the coins mined', async () => {
    await stage.go('coins');
    await stage.see('.equation .held');
    const figures = await stage.page.locator('.equation b').allTextContents();
    expect(figures[0]).toBe(figures[2]);
    expect(figures[1]).toBe('=');
  });

  it('draws each announcement as an arrow, and says the same in words', async () => {
    await stage.go('messages');
    const [alice] = network.users;
    await network.mineOn(alice, 2);
    await stage.see('.arrow.ok');
    await stage.read('alice tells');
    await network.settle();
  });

  it('shows who has died as gone', async () => {
    await stage.go('users');
    await network.users[1].stop();
    await stage.see('.row.gone:has-text("bob")');
    expect(await stage.page.textContent('.row.gone .badge')).toBe('gone');
    await stage.until(
      () =>
        document.querySelector('.unseen[aria-live]')?.textContent?.includes('has gone') ?? false,
    );
    network.users.splice(1, 1);
  });

  it('opens a block: fields, text, zero bits and every rule', async () => {
    await stage.go();
    await stage.page.fill('#jump', '3');
    await stage.page.keyboard.press('Enter');
    await stage.page.keyboard.press('Enter');
    await stage.see('#block-title:has-text("Block 3")');
    expect(await stage.page.locator('.rules .held').count()).toBe(10);
    expect(await stage.page.locator('.rules .does-not-apply').count()).toBe(3);
    const text = await stage.page
      .locator('.hash-text .part code, .hash-text .between')
      .allTextContents();
    expect(text.join('')).toMatch(/^\[3,\d+,"[0-9a-f]{64}",6,\["coin-/);
    await stage.picture('block');
  });

  it('lets a block be changed and mined again, in private', async () => {
    const [alice, other] = network.users;
    await stage.page.click('text=Change it in a private copy');
    await stage.see('.strip .card:has-text("valid")');
    const codes = (): Promise<string[]> =>
      stage.page.locator('.strip button.card .status').allTextContents();

    await stage.page.fill('#field-to', addressOf(other));
    await stage.see('.strip .card:has-text("bad-hash")');
    const broken = await codes();
    expect(broken[0]).toContain('bad-hash');
    expect(broken.slice(1).every((code) => code.includes('unknown-parent'))).toBe(true);
    await stage.picture('change');

    await stage.page.click('button:has-text("Mine it again")');
    await stage.see('.strip .card:has-text("bad-link")');
    expect((await codes())[0]).toContain('valid');

    await stage.page.click('button:has-text("Mine it and all after it")');
    await stage.until(() => document.querySelector('.strip .invalid') === null);
    expect((await codes()).every((code) => code.includes('valid'))).toBe(true);

    await stage.page.fill('#field-amount', '900');
    await stage.page.click('button:has-text("Mine it again")');
    await stage.see('.strip .card:has-text("bad-reward")');
    await stage.read('No work makes up for it: a mined coin is worth the reward');

    await stage.page.click('text=Discard all changes');
    await stage.until(() => document.querySelector('.strip .invalid') === null);
    // All the while the network was left in peace.
    const { blocks } = await network.view(alice);
    expect(blocks[3].data.to).toBe(addressOf(alice));
  });

  it('leaves nothing to complain of', () => {
    expect(stage.complaints).toEqual([]);
  });
});
