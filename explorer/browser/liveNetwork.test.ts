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

  it('the diagram shows the contents of a message for the pointer and for the keyboard', async () => {
    await browser.page.click('label:has-text("5 min")');
    const contents = browser.page.locator('.message-contents');
    await browser.page.locator('.space-time svg').focus();
    await browser.page.keyboard.press('ArrowLeft');
    await browser.see('.arrow.chosen');
    await browser.see('.message-contents:has-text("1.00 coins from the network to alice")');
    expect(await contents.textContent()).toContain('Answer: ok');
    const newest = await contents.locator('a').getAttribute('href');
    expect(newest).toMatch(/^#block\/[0-9a-f]{64}$/);
    for (let i = 0; i < 4; i++) await browser.page.keyboard.press('ArrowLeft');
    await browser.page.waitForFunction(
      (before) => document.querySelector('.message-contents a')?.getAttribute('href') !== before,
      newest,
    );
    const last = browser.page.locator('.space-time .arrow').last();
    expect(await last.getAttribute('class')).not.toContain('chosen');
    // Another message can come at any moment. Then it is the last one.
    await browser.until(() => {
      const newestArrow = document.querySelector('.space-time .arrow:last-child');
      newestArrow?.dispatchEvent(new PointerEvent('pointerenter'));
      return newestArrow?.classList.contains('chosen') === true;
    });
  });

  it('a payment is listed with its amount and its depth, and links lead both ways', async () => {
    const [alice, bob] = network.users;
    const { id } = await alice.call('pay', 'bob', 40);
    await network.until(async () => {
      const { blocks } = await network.view(bob);
      return blocks.some(({ data }) => data.id === id);
    });
    await network.mineOn(alice, 2);
    await browser.go('payments');
    await browser.see('.payment-row:has-text("alice pays bob 0.40 coins") .paid');
    const state = browser.page.locator('.payment-state.paid');
    expect(await state.textContent()).toMatch(/paid, \d+ blocks? deep: block \d+$/);
    await browser.page.click('.payment-row .payment-state a');
    await browser.page.click('.fields a:has-text("the payment")');
    await browser.see(`.payment-row.open:has-text("${id}")`);
    expect(browser.page.url()).toContain(`#payment/${id}`);
    await browser.page.keyboard.press('Escape');
    await browser.until(() => location.hash === '#payments');
    await browser.go('messages');
    await browser.page.click(`.message-list a[href="#payment/${id}"]`);
    await browser.see('.payment-row.open');
  });

  it('find takes the id of a payment, and the name and the address of a user', async () => {
    const [alice, bob] = network.users;
    const { blocks } = await network.view(alice);
    const paid = blocks.find(({ data }) => data.id.startsWith('pay') || data.amount === 40);
    const find = async (text: string): Promise<void> => {
      await browser.go('blocks');
      await browser.page.fill('#jump', text);
      await browser.page.keyboard.press('Enter');
      await browser.see('.card:focus');
      await browser.page.keyboard.press('Enter');
      await browser.see('#block-title');
    };
    await find(paid?.data.id ?? '');
    await browser.see(`#block-title:has-text("Block ${paid?.index}")`);
    for (const name of ['alice', addressOf(bob)]) {
      await find(name);
      await browser.see(`#block-title:has-text("Block ${blocks.length - 1}")`);
    }
    await browser.go('blocks');
    await browser.page.fill('#jump', HOSTILE);
    await browser.page.keyboard.press('Enter');
    await browser.see('.card:focus');
    await browser.page.fill('#jump', 'nobody');
    await browser.page.keyboard.press('Enter');
    await browser.read('Nothing found.');
  });

  it('the network is shown as one user sees it', async () => {
    await browser.go('users');
    await browser.page.click('.row:has-text("alice") a:has-text("as this user sees it")');
    await browser.see('h1:has-text("As alice sees it")');
    await browser.see('.lead:has-text("the tip of the main chain")');
    const balances = browser.page.locator('.payments').first();
    expect(await balances.textContent()).toMatch(/alice\d+\.60 coins/);
    expect(await browser.page.locator('img').count()).toBe(0);
    await browser.go(`user/${'0'.repeat(64)}`);
    await browser.read('The explorer does not know this user.');
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
