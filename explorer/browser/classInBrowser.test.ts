import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { HOSTILE_NAMES, sampleClass } from '../../tests/support/sampleClass';
import { classPage } from '../../workshop/class/page/classPage';
import { describeInBrowser } from './support/describeInBrowser';
import { openChromium } from './support/openChromium';
import type { OpenChromium } from './support/openChromium';
import { seriousFindings } from './support/seriousFindings';

/** An A4 page in landscape format without its margins, in CSS pixels. */
const PAPER = { width: 1031, height: 703 };

const folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'page-'));
const file = join(folder, 'class.html');
const address = pathToFileURL(file).href;
writeFileSync(file, classPage(sampleClass()));

describeInBrowser('the page of a class', () => {
  let browser: OpenChromium;
  let page: Page;
  const requests: string[] = [];

  beforeAll(async () => {
    browser = await openChromium();
    ({ page } = browser);
    page.on('request', (request) => requests.push(request.url()));
  });
  beforeEach(async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ media: null, colorScheme: null });
    requests.length = 0;
    await page.goto(address);
  });
  afterAll(() => browser?.close());

  const namesIn = (): Promise<string[]> =>
    page.locator('.students tbody tr:visible th').allTextContents();

  /** Returns a column of the table: the texts of its cells, from top to bottom. */
  const columnOf = (column: number): Promise<string[]> =>
    page.locator(`.students tbody tr > :nth-child(${column})`).allTextContents();

  /** Returns the direction of each column by which the table is sorted. */
  const sortedBy = (): Promise<string[]> =>
    page
      .locator('.students th[aria-sort]')
      .evaluateAll((heads) =>
        heads.map((head) => `${head.textContent}: ${head.getAttribute('aria-sort')}`),
      );

  /** Presses Tab until the focus is on a control with this text. */
  async function tabTo(text: string): Promise<void> {
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.textContent ?? '');
    for (let i = 0; i < 100 && (await focused()) !== text; i++) await page.keyboard.press('Tab');
    expect(await focused()).toBe(text);
  }

  it('sorts by a column with the keyboard, empty cells last', async () => {
    expect(await sortedBy()).toEqual(['student: ascending']);
    await tabTo('total of 140');
    await page.keyboard.press('Enter');
    expect(await sortedBy()).toEqual(['total of 140: ascending']);
    const totals = await columnOf(16);
    expect(totals.pop()).toBe('');
    expect(totals.slice(0, 3)).toEqual(['5', '5', '15']);
    expect(totals).toEqual(totals.toSorted((one, two) => Number(one) - Number(two)));
    await page.keyboard.press('Space');
    expect(await sortedBy()).toEqual(['total of 140: descending']);
    expect(await columnOf(16)).toEqual([...totals.toReversed(), '']);
    await tabTo('time');
    await page.keyboard.press('Enter');
    const times = (await columnOf(17)).map(parseFloat);
    expect(times).toEqual(times.toSorted((one, two) => one - two));
    await page.getByRole('button', { name: '3 mine' }).press('Enter');
    expect((await columnOf(4)).slice(0, 7)).toEqual([...Array(6).fill('–'), '5']);
    await page.getByRole('button', { name: 'student' }).press('Enter');
    expect((await namesIn()).slice(-3)).toEqual(['Student 29', HOSTILE_NAMES[3], 'שרה לוי']);
    expect(browser.complaints).toEqual([]);
  });

  it('shows the students whose names contain a text', async () => {
    await page.getByLabel('Find a student').fill(' STUDENT 1');
    expect(await namesIn()).toHaveLength(10);
    expect(await page.locator('output').textContent()).toBe('10 of 30');
    await page.getByLabel('Find a student').fill('');
    expect(await namesIn()).toHaveLength(30);
  });

  it('is complete without scripts, and then has no controls that do nothing', async () => {
    const plain = await openChromium({ javaScriptEnabled: false });
    try {
      await plain.page.goto(address);
      expect(await plain.page.locator('.students tbody tr').count()).toBe(30);
      expect(await plain.page.locator('button, input:visible').count()).toBe(0);
    } finally {
      await plain.close();
    }
  });

  it('names open and close with the keyboard', async () => {
    const summary = page.locator('#checks summary').first();
    const names = page.locator('#checks details p').first();
    expect(await names.isVisible()).toBe(false);
    await summary.press('Enter');
    expect(await names.isVisible()).toBe(true);
  });

  it.each(['light', 'dark'] as const)('axe finds no serious problem in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.locator('.more > summary').first().click();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it.each([360, 768, 1280, 1920])('fits %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const size = await page.evaluate(() => getComputedStyle(document.body).fontSize);
    // From the last row, people must be able to read a projector.
    expect(parseFloat(size)).toBeGreaterThanOrEqual(width === 1920 ? 19 : 16);
  });

  it('on paper, it is light and whole, also if the screen is dark', async () => {
    await page.setViewportSize(PAPER);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const colour = await page.evaluate(() => getComputedStyle(document.body).color);
    expect(colour).toBe('rgb(28, 26, 39)');
    expect(await page.locator('.find').isVisible()).toBe(false);
    // Chromium repeats the head of the table on each sheet, but without elements of this kind.
    const button = page.locator('.students button').first();
    expect(await button.evaluate((each) => getComputedStyle(each).display)).toBe('contents');
    const cut = await page.locator('.scroll').evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(cut).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PAPER.width);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 84\d\.?\d* 59\d/);
  });

  it('loads nothing, and a hostile name does nothing', async () => {
    expect(await namesIn()).toContain(HOSTILE_NAMES[0]);
    expect(await namesIn()).toContain(HOSTILE_NAMES[1]);
    expect(await page.title()).toBe('Cantor: the class');
    expect(await page.locator('img, script').count()).toBe(1);
    expect(requests).toEqual([address]);
    expect(browser.complaints).toEqual([]);
  });

  it('runs no other script, and sends nothing', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const before = browser.complaints.length;
    await page.evaluate(async (url) => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "hacked"';
      document.body.append(script);
      const image = new Image();
      const ended = new Promise((resolve) => (image.onload = image.onerror = resolve));
      image.src = url;
      await Promise.all([ended, fetch(url, { mode: 'no-cors' }).catch(() => undefined)]);
    }, `http://127.0.0.1:${port}/`);
    server.close();
    expect(await page.title()).toBe('Cantor: the class');
    expect(connections).toBe(0);
    const refused = browser.complaints.slice(before);
    expect(refused.filter((text) => text.includes('Content Security Policy'))).not.toEqual([]);
  });
});
