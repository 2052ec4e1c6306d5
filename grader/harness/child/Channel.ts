import * as fs from 'node:fs';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';

// A submission can replace this function by mistake.
const { writeSync } = fs;

/** The grader's requests come on standard input. */
const INPUT = 0;
/** The answers leave on the descriptor after standard input, output and error. */
const OUTPUT = 3;

/**
 * The host's end of the channel to the grader. Since Node 26.12, a process without network can open
 * only standard input, output and error as sockets. So the channel has two descriptors.
 */
export class Channel {
  private readonly input = new Socket({ fd: INPUT, readable: true, writable: false });

  /** From here on, a submission that reads standard input finds it empty. */
  constructor() {
    Object.defineProperty(process, 'stdin', { value: Readable.from([]) });
  }

  /** Writes all bytes before it returns. */
  write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) at += writeSync(OUTPUT, bytes, at);
  }

  /**
   * Starts to read.
   *
   * @param onChunk gets the bytes that have come
   * @param onEnd called when the grader has closed its end
   */
  listen(onChunk: (chunk: Buffer) => void, onEnd: () => void): void {
    this.input.on('data', onChunk);
    this.input.on('close', onEnd);
  }
}
