import { writeSync } from 'node:fs';
import { findChromium } from './findChromium';

const isPossible = findChromium() !== undefined;

/**
 * Works like `describe`, for tests in a browser. Without a browser, it skips the tests and reports
 * this on standard error.
 */
export function describeInBrowser(name: string, define: () => void): void {
  if (!isPossible) {
    // The message does not go through Jest, because Jest would show it only beside the file's own
    // output.
    writeSync(
      2,
      `\n*** SKIPPED: ${name}. Chromium (apt-get install chromium) or its driver ` +
        '(npm ci --prefix explorer/browser) is missing. No page was tested in a browser. ***\n',
    );
  }
  (isPossible ? describe : describe.skip)(name, define);
}
