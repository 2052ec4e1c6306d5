import { createRequire } from 'node:module';
import type * as PlaywrightCore from 'playwright-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { findChromium } from './findChromium';

/**
 * With these arguments, Chromium can run as root in a container. Chromium starts no background
 * services.
 */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The maximum time to wait, in milliseconds. Only a page that hangs takes longer, even on a busy
 * machine.
 */
const LIMIT_MS = 45_000;

/** A browser with one page. */
export interface OpenChromium {
  page: Page;
  /** The errors of the page. The browser also reports content that the security policy refused. */
  complaints: readonly string[];
  close: () => Promise<void>;
}

/** Opens a browser with an empty page. */
export async function openChromium(options: BrowserContextOptions = {}): Promise<OpenChromium> {
  // This file must also load without the driver. Therefore the driver is loaded here. Jest has
  // no `import()`.
  const { chromium } = createRequire(__filename)('playwright-core') as typeof PlaywrightCore;
  const browser = await chromium.launch({ executablePath: findChromium(), args: ARGUMENTS });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(LIMIT_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { page, complaints, close: () => browser.close() };
}
