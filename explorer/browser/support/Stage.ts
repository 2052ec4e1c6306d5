import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as PlaywrightCore from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Endpoint } from '../../../solution/supplied/types';
import { DEFAULT_OBSERVER_OPTIONS } from '../../observer/ObserverOptions';
import { bundlePage } from '../../server/bundlePage';
import { Explorer } from '../../server/Explorer';
import { findChromium } from './findChromium';
import { shrinkPng } from './shrinkPng';

/** Chromium as root in a container, without anything that it would do on its own. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a story waits for something to be seen, in milliseconds: far longer than it takes. */
const LIMIT_MS = 15_000;

const IMAGES = join(__dirname, '..', '..', 'images');

/** An explorer that watches some users, and a browser that shows its page. */
export class Stage {
  /** What went wrong in the page: errors, and what its security policy refused. */
  readonly complaints: string[] = [];

  private constructor(
    readonly explorer: Explorer,
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  /** @param users where to begin looking for a network */
  static async open(
    users: readonly Endpoint[],
    options: BrowserContextOptions = {},
  ): Promise<Stage> {
    const hurry = { paceMs: 100, timeoutMs: 500, maxPauseMs: 1000 };
    const observer = { ...DEFAULT_OBSERVER_OPTIONS, ...hurry, begin: users };
    const page = bundlePage(join(__dirname, '..', '..', 'page'));
    const explorer = new Explorer({ host: '127.0.0.1', port: 0, observer, page }, (error) => {
      throw error;
    });
    await explorer.start();
    // Only here, so that the file can be read where there is no driver; Jest knows no `import()`.
    const { chromium } = createRequire(__filename)('playwright-core') as typeof PlaywrightCore;
    const browser = await chromium.launch({ executablePath: findChromium(), args: ARGUMENTS });
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    context.setDefaultTimeout(LIMIT_MS);
    const stage = new Stage(explorer, browser, await context.newPage());
    stage.page.on('pageerror', (error) => stage.complaints.push(String(error)));
    stage.page.on('console', (message) => {
      if (message.type() === 'error') stage.complaints.push(message.text());
    });
    return stage;
  }

  /** Goes to a view, given as what stands after the `#`. */
  async go(fragment = 'blocks'): Promise<void> {
    await this.page.goto(`${this.explorer.url}/#${fragment}`);
  }

  /** Waits until an element is there. */
  async see(selector: string): Promise<void> {
    await this.page.waitForSelector(selector);
  }

  /** Waits until the page shows a text. */
  async read(text: string): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Waits until something is so in the page. */
  async until(isSo: () => boolean): Promise<void> {
    await this.page.waitForFunction(isSo);
  }

  /** Keeps what is seen as a picture for the README, if pictures are wanted. */
  async picture(name: string): Promise<void> {
    if (process.env.CANTOR_SCREENSHOTS !== '1') return;
    await this.page.evaluate(() => scrollTo(0, 0));
    const png = await this.page.screenshot({ animations: 'disabled', caret: 'hide' });
    mkdirSync(IMAGES, { recursive: true });
    writeFileSync(join(IMAGES, `${name}.png`), shrinkPng(png));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.explorer.stop();
  }
}
