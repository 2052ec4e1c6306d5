// Messages between the grader and a host. A frame is the length of a message and the message, which
// V8 has serialized. V8 keeps NaN, undefined and cycles. An object in several places stays one
// object.
import { Deserializer, Serializer } from 'node:v8';

const LENGTH_BYTES = 4;
/** The maximum length of a message, in bytes. The longest of the reference has 670 kB. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Thrown for a message that is longer than the other process reads. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/**
 * Returns the frame of a message.
 *
 * @throws Error if the message is not plain data. TooLong if it is too long
 */
export function pack(message: unknown): Buffer {
  const writer = new Serializer();
  writer.writeHeader();
  writer.writeValue(message);
  const body = writer.releaseBuffer();
  if (body.length > MOST_BYTES) throw new TooLong();
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
   * @throws Error if a message is too long, or if V8 has not serialized it
   */
  push(chunk: Buffer): unknown[] {
    this.pieces.push(chunk);
    this.held += chunk.length;
    const messages: unknown[] = [];
    for (let length = this.nextLength(); this.held >= LENGTH_BYTES + length;) {
      this.take(LENGTH_BYTES);
      messages.push(unpack(this.take(length)));
      length = this.nextLength();
    }
    return messages;
  }

  /** Returns the length of the next message. Returns Infinity if it is not known yet. */
  private nextLength(): number {
    if (this.held < LENGTH_BYTES) return Infinity;
    if (this.pieces[0].length < LENGTH_BYTES) this.pieces = [Buffer.concat(this.pieces)];
    const length = this.pieces[0].readUInt32LE();
    if (length > MOST_BYTES) throw new TooLong();
    return length;
  }

  private take(length: number): Buffer {
    const whole = this.pieces.length === 1 ? this.pieces[0] : Buffer.concat(this.pieces);
    this.pieces = [whole.subarray(length)];
    this.held -= length;
    return whole.subarray(0, length);
  }
}

function unpack(body: Buffer): unknown {
  const reader = new Deserializer(body);
  reader.readHeader();
  return reader.readValue();
}
