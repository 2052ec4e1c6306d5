// How the grader and a host talk: the submission in the host can neither forge nor alter a message.
// Both ends know a secret. This file takes what it needs of Node and of the language when it is
// loaded, which is before the submission.
import { hash } from 'node:crypto';
import { Deserializer, Serializer } from 'node:v8';

export const SECRET_BYTES = 32;
const SEAL_BYTES = 32;
const LENGTH_BYTES = 4;
/** The longest message that is accepted: longer than any honest one. */
const MOST_BYTES = 64 * 1024 * 1024;

const { apply } = Reflect;
const { writeHeader, writeValue, releaseBuffer } = Serializer.prototype;
const { readHeader, readValue } = Deserializer.prototype;
const [Bytes, Writer, Reader, digest] = [Uint8Array, Serializer, Deserializer, hash];

/** Thrown for a frame that was not packed with the secret: other code wrote into the channel. */
export class ForgedFrame extends Error {
  override readonly name = 'ForgedFrame';
}

/**
 * Packs a message: its length, its seal, and its serialization by V8. That keeps NaN, undefined and
 * cycles, and an object in several places stays one object.
 *
 * @throws DOMException if the message is not plain data
 */
export function pack(message: unknown, secret: Uint8Array): Uint8Array {
  const writer = new Writer();
  apply(writeHeader, writer, []);
  apply(writeValue, writer, [message]);
  const body = apply(releaseBuffer, writer, []) as Uint8Array;
  const sealed = new Bytes(SEAL_BYTES + body.length);
  sealed.set(sealOf(body, secret));
  sealed.set(body, SEAL_BYTES);
  return frame(sealed);
}

/**
 * Returns the message in the content of a frame that `pack` made.
 *
 * @throws ForgedFrame if the seal is wrong
 */
export function unpack(sealed: Uint8Array, secret: Uint8Array): unknown {
  if (sealed.length < SEAL_BYTES) throw new ForgedFrame();
  const body = new Bytes(sealed.length - SEAL_BYTES);
  for (let i = 0; i < body.length; i++) body[i] = sealed[SEAL_BYTES + i];
  const seal = sealOf(body, secret);
  for (let i = 0; i < SEAL_BYTES; i++) if (seal[i] !== sealed[i]) throw new ForgedFrame();
  const reader = new Reader(body);
  apply(readHeader, reader, []);
  return apply(readValue, reader, []);
}

/** Returns the bytes with their length before them. */
export function frame(bytes: Uint8Array): Uint8Array {
  const framed = new Bytes(LENGTH_BYTES + bytes.length);
  for (let i = 0; i < LENGTH_BYTES; i++) framed[i] = bytes.length >>> (8 * i);
  framed.set(bytes, LENGTH_BYTES);
  return framed;
}

/** Takes a stream of frames apart. */
export class Frames {
  private held = new Bytes(0);
  private filled = 0;

  /**
   * @returns the contents of the frames that this chunk completes
   * @throws ForgedFrame if one is too long
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
    return frames;
  }

  private makeRoom(length: number): void {
    if (this.filled + length <= this.held.length) return;
    const larger = new Bytes(2 * (this.filled + length));
    larger.set(this.held.subarray(0, this.filled));
    this.held = larger;
  }
}

/** SHA-3, because a SHA-256 can be continued by code that does not know the beginning. */
function sealOf(body: Uint8Array, secret: Uint8Array): Uint8Array {
  const both = new Bytes(SECRET_BYTES + body.length);
  both.set(secret);
  both.set(body, SECRET_BYTES);
  return digest('sha3-256', both, 'buffer');
}
