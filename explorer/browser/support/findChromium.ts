import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Returns the path of the browser. Returns undefined if the browser or its driver is missing. */
export function findChromium(): string | undefined {
  const place = [process.env.CHROMIUM ?? '', ...PLACES].find((path) => existsSync(path));
  const hasDriver = existsSync(join(__dirname, '..', 'node_modules', 'playwright-core'));
  return hasDriver ? place : undefined;
}
