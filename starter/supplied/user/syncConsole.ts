import { Console } from 'node:console';
import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';

/**
 * Makes this thread's `console` write at once. Otherwise a thread's output goes through the main
 * thread, and only when this thread yields: a thread that never yields shows only its first line.
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
        // The reader is gone or too slow. A debug print must not end the thread.
      }
      done();
    },
  });
}
