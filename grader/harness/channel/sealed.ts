// Messages between the grader and a host. Both processes know a secret. The submission in the host
// does not know the secret, and therefore cannot forge or change a message. This file is loaded
// before the submission and stores the functions of Node and of the language that it needs.
import { hash } from 'node:crypto';
import { Deserializer, Serializer } from 'node:v8';

export const SECRET_BYTES = 32;
const SEAL_BYTES = 32;
const LENGTH_BYTES = 4;
/** The maximum length of a message, in bytes. The longest of the reference has 670 kB. */
const MOST_BYTES = 8 * 1024 * 1024;

const { apply } = Reflect;
const { defineProperty: define } = Object;
const { writeHeader, writeValue, releaseBuffer } = Serializer.prototype;
const { readHeader, readValue } = Deserializer.prototype;
const [Bytes, Writer, Reader, digest] = [Uint8Array, Serializer, Deserializer, hash];

/** Thrown for a frame that was packed without the secret. Other code wrote it into the channel. */
export class ForgedFrame extends Error {
  override readonly name = 'ForgedFrame';
}

/** Thrown for a message that is longer than the other process reads. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/**
 * Packs a message: the length, the seal, and the message serialized by V8. V8 keeps NaN, undefined
 * and cycles. An object in several places stays one object.
 *
 * @throws Error if the message is not plain data. TooLong if it is too long
 */
export function pack(message: unknown, secret: Uint8Array): Uint8Array {
  const writer = withOwnDelegates(new Writer());
  apply(writeHeader, writer, []);
  apply(writeValue, writer, [message]);
  const body = apply(releaseBuffer, writer, []) as Uint8Array;
  if (body.length > MOST_BYTES - SEAL_BYTES) throw new TooLong();
  const sealed = new Bytes(SEAL_BYTES + body.length);
  sealed.set(sealOf(body, secret));
  sealed.set(body, SEAL_BYTES);
  return frame(sealed);
}

/**
 * Returns the message from the content of a frame. `pack` makes such frames.
 *
 * @throws ForgedFrame if the seal is wrong
 */
export function unpack(sealed: Uint8Array, secret: Uint8Array): unknown {
  if (sealed.length < SEAL_BYTES) throw new ForgedFrame();
  const body = new Bytes(sealed.length - SEAL_BYTES);
  for (let i = 0; i < body.length; i++) body[i] = sealed[SEAL_BYTES + i];
  const seal = sealOf(body, secret);
  for (let i = 0; i < SEAL_BYTES; i++) if (seal[i] !== sealed[i]) throw new ForgedFrame();
  const reader = withOwnDelegates(new Reader(body));
  apply(readHeader, reader, []);
  return apply(readValue, reader, []);
}

/**
 * V8 calls these methods of a serializer or deserializer. It would also find methods that a
 * submission adds to a prototype. Such a method could write into the message.
 */
const DELEGATES = [
  ...['_writeHostObject', '_getSharedArrayBufferId', '_readHostObject'],
  '_getSharedArrayBufferFromId',
];

function withOwnDelegates<Coder extends object>(coder: Coder): Coder {
  for (let i = 0; i < DELEGATES.length; i++) {
    define(coder, DELEGATES[i], { value: refuse });
  }
  return define(coder, '_getDataCloneError', { value: Error });
}

function refuse(): never {
  throw new Error('the message is not plain data');
}

/** Returns the length of the bytes, followed by the bytes. */
export function frame(bytes: Uint8Array): Uint8Array {
  const framed = new Bytes(LENGTH_BYTES + bytes.length);
  for (let i = 0; i < LENGTH_BYTES; i++) framed[i] = bytes.length >>> (8 * i);
  framed.set(bytes, LENGTH_BYTES);
  return framed;
}

/** Splits a stream into frames. */
export class Frames {
  private held = new Bytes(0);
  private filled = 0;

  /**
   * @returns the contents of the frames that this chunk completes
   * @throws ForgedFrame if a frame is too long
   */
  push(chunk: Uint8Array): Uint8Array[] {
    this.makeRoom(chunk.length);
    this.held.set(chunk, this.filled);
    this.filled += chunk.length;
    const frames: Uint8Array[] = [];
    let at = 0;
    while (this.filled - at >= LENGTH_BYTES) {
      let length = 0;
      for (let i = 0; i < LENGTH_BYTES; i++) length += this.held[at + i] * 2 ** (8 * i);
      if (length > MOST_BYTES) throw new ForgedFrame();
      const end = at + LENGTH_BYTES + length;
      if (this.filled < end) break;
      frames[frames.length] = this.held.slice(at + LENGTH_BYTES, end);
      at = end;
    }
    this.held.copyWithin(0, at, this.filled);
    this.filled -= at;
    this.held.fill(0, this.filled); // The first frame is the secret.
    return frames;
  }

  private makeRoom(length: number): void {
    if (this.filled + length <= this.held.length) return;
    const larger = new Bytes(2 * (this.filled + length));
    larger.set(this.held.subarray(0, this.filled));
    this.held = larger;
  }
}

/** Uses SHA-3. Code without the secret could extend a message that is sealed with SHA-256. */
function sealOf(body: Uint8Array, secret: Uint8Array): Uint8Array {
  const both = new Bytes(SECRET_BYTES + body.length);
  both.set(secret);
  both.set(body, SECRET_BYTES);
  const seal = digest('sha3-256', both, 'buffer');
  // The memory is used again, and the submission could read it.
  both.fill(0);
  return seal;
}
