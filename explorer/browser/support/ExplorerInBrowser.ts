import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Endpoint } from '../../../solution/supplied/types';
import type { Guide } from '../../channel/Fault';
import { DEFAULT_OBSERVER_OPTIONS } from '../../observer/ObserverOptions';
import { bundlePage } from '../../server/bundlePage';
import { Explorer } from '../../server/Explorer';
import { openChromium } from './openChromium';
import type { OpenChromium } from './openChromium';
import { shrinkPng } from './shrinkPng';

const IMAGES = join(__dirname, '..', '..', 'images');

/** An explorer that watches some users, and a browser that shows its page. */
export class ExplorerInBrowser {
  readonly page: Page;
  readonly complaints: readonly string[];

  private constructor(
    readonly explorer: Explorer,
    private readonly browser: OpenChromium,
  ) {
    ({ page: this.page, complaints: this.complaints } = browser);
  }

  /**
   * @param users the users at which the explorer starts to look for a network
   * @param options the options of the browser
   * @param guide where the course repairs each fault
   */
  static async open(
    users: readonly Endpoint[],
    options: BrowserContextOptions = {},
    guide?: Guide,
  ): Promise<ExplorerInBrowser> {
    const intervals = { paceMs: 100, timeoutMs: 500, maxPauseMs: 1000 };
    const observer = { ...DEFAULT_OBSERVER_OPTIONS, ...intervals, begin: users, guide };
    const page = bundlePage(join(__dirname, '..', '..', 'page'));
    const explorer = new Explorer({ host: '127.0.0.1', port: 0, observer, page }, (error) => {
      throw error;
    });
    await explorer.start();
    return new ExplorerInBrowser(explorer, await openChromium(options));
  }

  /** Opens a view. `fragment` is the part of the URL after `#`. */
  async go(fragment = 'blocks'): Promise<void> {
    await this.page.goto(`${this.explorer.url}/#${fragment}`);
  }

  /** Waits until the page shows an element. */
  async see(selector: string): Promise<void> {
    await this.page.waitForSelector(selector);
  }

  /** Waits until the page shows a text. */
  async read(text: string): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Waits until `isSo` returns true in the page. */
  async until(isSo: () => boolean): Promise<void> {
    await this.page.waitForFunction(isSo);
  }

  /** Saves a picture of the page for the README, if `CANTOR_SCREENSHOTS` is 1. */
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
