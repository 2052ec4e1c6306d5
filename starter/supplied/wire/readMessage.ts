import type { Socket } from 'node:net';
import { MAX_MESSAGE_BYTES } from '../constants';
import { Refusal } from '../Refusal';
import { ConnectionLost } from './ConnectionLost';

/**
 * The maximum number of commas and opening brackets in a message. A page of 500 blocks has 7000. To
 * parse a message of 1 MiB with nothing else would take a hundred times as long, and 20 times its
 * memory.
 */
const MOST_SEPARATORS = 50_000;

/**
 * The maximum depth of a message. A page of blocks has the depth 4. Objects in objects, each with
 * another key, take 30 times as long to parse as flat ones.
 */
const MOST_DEPTH = 16;

export interface ReadOptions {
  /** How long the whole message can take, in milliseconds. */
  timeoutMs: number;
  /** How long the first byte can take, in milliseconds. The default is `timeoutMs`. */
  firstByteMs?: number;
  /** The maximum number of bytes. The default is 1 MiB. */
  maxBytes?: number;
  /** Called with the number of bytes of each piece. */
  onPiece?: (bytes: number) => void;
  /** Called when all bytes are here. The message is parsed when the promise resolves. */
  turn: () => Promise<void>;
}

/**
 * Reads one message. TCP is a stream, so a piece can end anywhere, even inside a character.
 *
 * @returns the message as parsed JSON, which is not checked yet
 * @throws Refusal `too-slow`, `too-large`, `bad-json`; ConnectionLost if the connection breaks, or
 *   ends without a byte
 */
export async function readMessage(socket: Socket, options: ReadOptions): Promise<unknown> {
  const bytes = await readBytes(socket, options);
  await options.turn();
  return parse(bytes);
}

/** @throws what `readMessage` throws, except `bad-json` */
function readBytes(
  socket: Socket,
  { timeoutMs, firstByteMs = timeoutMs, maxBytes = MAX_MESSAGE_BYTES, onPiece }: ReadOptions,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => finish(() => reject(new Refusal('too-slow'))), timeoutMs);
    const firstByte = setTimeout(() => {
      // After a pause of this thread, the byte can be there and not yet read.
      setImmediate(() => {
        if (bytes === 0) finish(() => reject(new ConnectionLost('no byte came in time')));
      });
    }, firstByteMs);

    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      clearTimeout(firstByte);
      socket.off('data', onData).off('end', onEnd).off('error', onLost).off('close', onLost);
      settle();
    };
    const onData = (piece: Buffer): void => {
      bytes += piece.length;
      onPiece?.(piece.length);
      if (bytes > maxBytes) finish(() => reject(new Refusal('too-large')));
      else pieces.push(piece);
    };
    const onEnd = (): void =>
      finish(() => {
        if (bytes === 0) reject(new ConnectionLost('nothing was sent'));
        else resolve(Buffer.concat(pieces, bytes));
      });
    const onLost = (error?: Error | boolean): void => {
      const why = error instanceof Error ? error.message : 'the connection broke';
      finish(() => reject(new ConnectionLost(why)));
    };
    socket.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost);
  });
}

/** @throws Refusal `too-large`; `bad-json` if the bytes are not UTF-8 or not JSON */
function parse(bytes: Buffer): unknown {
  checkCost(bytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new Refusal('bad-json');
  }
}

const COMMA = ','.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const OPENING = ['[', '{'].map((bracket) => bracket.charCodeAt(0));
const CLOSING = [']', '}'].map((bracket) => bracket.charCodeAt(0));

/**
 * Checks that a message is cheap to parse.
 *
 * @throws Refusal `too-large` if the message has too many values, or too deep ones
 */
function checkCost(bytes: Buffer): void {
  let separators = 0;
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (isInText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isInText = false;
    } else if (byte === QUOTE) {
      isInText = true;
    } else if (byte === COMMA) {
      separators++;
    } else if (OPENING.includes(byte)) {
      separators++;
      depth++;
    } else if (CLOSING.includes(byte)) {
      depth--;
    }
    if (separators > MOST_SEPARATORS) {
      throw new Refusal('too-large', 'the message has too many values');
    }
    if (depth > MOST_DEPTH) throw new Refusal('too-large', 'the message is too deep');
  }
}
