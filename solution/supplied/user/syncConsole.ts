import { Console } from 'node:console';
import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';

/**
 * Makes this thread's `console` write immediately. Otherwise the output goes through the main
 * thread, and only when this thread yields. A thread that never yields would show only its first
 * line.
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
        // The reader has ended or is too slow. A debug print must not end the thread.
      }
      done();
    },
  });
}
