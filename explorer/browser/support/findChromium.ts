import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where the browser is; undefined if there is none, or no driver for it. */
export function findChromium(): string | undefined {
  const place = [process.env.CHROMIUM ?? '', ...PLACES].find((path) => existsSync(path));
  const hasDriver = existsSync(join(__dirname, '..', 'node_modules', 'playwright-core'));
  return hasDriver ? place : undefined;
}
