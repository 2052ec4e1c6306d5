// Messages between the grader and a host. A frame is the length of a message and its text. The text
// is JSON of the encoded message. The grader cannot read a serialized form of V8 here: such a form
// can contain a set whose elements take minutes to add.
import { decode, Malformed } from './decode';
import { encode } from './encode';
import { TooLarge } from './TooLarge';

const LENGTH_BYTES = 4;
/** The maximum length of a message, in bytes. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Returns the frame of a message.
 *
 * @throws NotData, TooLarge or another error, as `encode` does
 */
export function pack(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(encode(message)));
  if (body.length > MOST_BYTES) throw new TooLarge();
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(body.length);
  return Buffer.concat([length, body]);
}

/** Splits a stream into messages. */
export class Frames {
  private pieces: Buffer[] = [];
  private held = 0;

  /**
   * @returns the messages that this chunk completes
   * @throws TooLarge if a message is too large or too deep. Another error if `pack` has not made it
   */
  push(chunk: Buffer): unknown[] {
    this.pieces.push(chunk);
    this.held += chunk.length;
    const messages: unknown[] = [];
    for (let length = this.nextLength(); this.held >= LENGTH_BYTES + length;) {
      this.take(LENGTH_BYTES);
      messages.push(decode(JSON.parse(this.take(length).toString())));
      length = this.nextLength();
    }
    return messages;
  }

  /** Returns the length of the next message. Returns Infinity if it is not known yet. */
  private nextLength(): number {
    if (this.held < LENGTH_BYTES) return Infinity;
    if (this.pieces[0].length < LENGTH_BYTES) this.pieces = [Buffer.concat(this.pieces)];
    const length = this.pieces[0].readUInt32LE();
    if (length > MOST_BYTES) throw new Malformed();
    return length;
  }

  private take(length: number): Buffer {
    const whole = this.pieces.length === 1 ? this.pieces[0] : Buffer.concat(this.pieces);
    this.pieces = [whole.subarray(length)];
    this.held -= length;
    return whole.subarray(0, length);
  }
}
