import { writeSync } from 'node:fs';
import { findChromium } from './findChromium';

const isPossible = findChromium() !== undefined;

/** Stories told in a browser: as `describe`, but skipped, loudly, where there is none. */
export function story(name: string, tell: () => void): void {
  if (!isPossible) {
    // Past Jest, which would show it only with the file's own output.
    writeSync(
      2,
      `\n*** SKIPPED: ${name}. There is no Chromium (apt-get install chromium) or no driver ` +
        '(npm ci --prefix explorer/browser): nothing of the explorer was seen in a browser. ***\n',
    );
  }
  (isPossible ? describe : describe.skip)(name, tell);
}
