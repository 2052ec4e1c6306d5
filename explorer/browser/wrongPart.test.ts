import { replaceOnce } from '../../grader/steps/support/reference';
import { endpointOf, TestNetwork } from '../../tests/support/TestNetwork';
import { wrongThreads } from '../../tests/support/wrongThreads';
import { explorerGuide } from '../../workshop/student/explorerGuide';
import { describeInBrowser } from './support/describeInBrowser';
import { ExplorerInBrowser } from './support/ExplorerInBrowser';

describeInBrowser('a network with a wrong part', () => {
  let network: TestNetwork;
  let browser: ExplorerInBrowser;

  beforeAll(async () => {
    const source = replaceOnce('mine', '(4 - bitsLeft) === 0', '(5 - bitsLeft) === 0');
    const options = { difficulty: 10, mineCoins: true };
    network = new TestNetwork(options, await wrongThreads('mine', source));
    const rests = { stu0: 700, stu1: 1100, '<b>stu2</b>': 1300 };
    for (const [name, restMs] of Object.entries(rests)) await network.add(name, { restMs });
    const begin = [endpointOf(network.users[0])];
    browser = await ExplorerInBrowser.open(begin, {}, explorerGuide());
    await browser.go();
  });
  afterAll(async () => {
    await browser?.close();
    await network?.stop();
  });

  it('the page names the block, the rule, the numbers, the step and the sentence', async () => {
    await browser.see('.fault');
    const text = (await browser.page.textContent('.fault')) ?? '';
    expect(text).toMatch(
      /’s block \d+: bad-work\. 9 of 10 zero bits\. See step 3, starter\/mine\.ts\./,
    );
    expect(text).toContain('exercises/03-mine.md, sentence 1: ');
    await browser.picture('fault');
  });

  it('the page draws the blocks without work, and all users', async () => {
    await browser.see('.card.invalid .status:has-text("bad-work")');
    await browser.see('.card.invalid .flag');
    await browser.until(() => document.querySelectorAll('.people li').length === 3);
    // The page itself can write a name in bold. The name has its brackets then.
    expect(await browser.page.locator('b:text-is("stu2")').count()).toBe(0);
  });

  it('the link in the banner opens the block', async () => {
    await browser.page.click('.fault a');
    await browser.see('.rules .broken:has-text("bad-work")');
    expect(await browser.page.locator('text=Change it in a private copy').count()).toBe(0);
  });

  it('the page causes no error in the browser', () => {
    expect(browser.complaints).toEqual([]);
  });
});
