import { Console } from 'node:console';
import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';

/**
 * Makes this thread's `console` write at once. A thread's output otherwise goes through the main
 * thread whenever this one yields, and one that never yields would show only its first line.
 */
export function syncConsole(): void {
  globalThis.console = new Console({ stdout: writer(1), stderr: writer(2) });
}

function writer(descriptor: number): Writable {
  return new Writable({
    decodeStrings: false,
    write(text, _encoding, done) {
      try {
        writeSync(descriptor, String(text));
      } catch {
        // Nobody reads it, or not fast enough: a debug print is not worth dying for.
      }
      done();
    },
  });
}
