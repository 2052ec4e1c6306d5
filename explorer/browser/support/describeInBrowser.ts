import { writeSync } from 'node:fs';
import { findChromium } from './findChromium';

const isPossible = findChromium() !== undefined;

/** `describe` for tests in a browser. Without one, skips them and says so on standard error. */
export function describeInBrowser(name: string, define: () => void): void {
  if (!isPossible) {
    // Not through Jest: it would show this only with the file's own output.
    writeSync(
      2,
      `\n*** SKIPPED: ${name}. There is no Chromium (apt-get install chromium) or no driver ` +
        '(npm ci --prefix explorer/browser): the explorer was not tested in a browser. ***\n',
    );
  }
  (isPossible ? describe : describe.skip)(name, define);
}
