import { checkWork } from '../../validateBlock';
import {
  checkShape,
  checkTransactionShape,
  isCount,
  isHash,
  isId,
  isObject,
} from '../chain/checkShape';
import { NETWORK } from '../constants';
import { isPort } from './messages';
import type { HeardMessage } from './messages';
import { isCode } from '../Refusal';
import type { Code } from '../Refusal';
import type { Address, Endpoint } from '../types';

/** The maximum number of messages that a user remembers, and that `parseHeard` reads. */
const MAX_HEARD = 64;

/**
 * The last messages that we heard. The explorer uses them to draw the paths of blocks and payments.
 */
export class Heard {
  readonly #messages: HeardMessage[] = [];
  #newest = 0;

  /**
   * @param addressAt the address of the user that we know at an endpoint
   * @param now the time, in milliseconds since 1970
   * @param difficulty the difficulty of the network, in bits
   */
  constructor(
    private readonly addressAt: (endpoint: Endpoint) => Address | undefined,
    private readonly now: () => number,
    private readonly difficulty: number,
  ) {}

  /**
   * Notes a message and its answer. Ignores malformed messages, and blocks without work. Strangers
   * could send so many of them that no other message stays in the list.
   *
   * @param message the message, which is not checked yet
   * @param senderHost the host from which the connection came
   */
  note(message: unknown, senderHost: string, answer: 'ok' | Code): void {
    const named = subjectOf(message, this.difficulty);
    if (named === undefined) return;
    const { port, ...rest } = named;
    const from = port === null ? rest.from : (this.addressAt({ host: senderHost, port }) ?? null);
    this.#messages.push({ number: ++this.#newest, ...rest, from, at: this.now(), answer });
    if (this.#messages.length > MAX_HEARD) this.#removeOne();
  }

  /** Removes the oldest message of the more frequent type. A payment needs no work. */
  #removeOne(): void {
    const blocks = this.#messages.filter(({ type }) => type === 'block').length;
    const frequent = blocks > this.#messages.length / 2 ? 'block' : 'transaction';
    this.#messages.splice(
      this.#messages.findIndex(({ type }) => type === frequent),
      1,
    );
  }

  /** Returns the messages with a higher number than `number`, oldest first. */
  after(number: number): HeardMessage[] {
    return this.#messages.filter((message) => message.number > number);
  }
}

type Subject = Pick<HeardMessage, 'type' | 'subject' | 'height' | 'from'> & { port: number | null };

/** Returns the subject of a message, or undefined if the message is not worth a note. */
function subjectOf(message: unknown, difficulty: number): Subject | undefined {
  if (!isObject(message)) return undefined;
  const { type, block, transaction, port } = message;
  try {
    if (type === 'block') {
      const checked = checkShape(block);
      checkWork(checked, difficulty);
      const { hash, index } = checked;
      const announcer = isPort(port) ? port : null;
      return { type, subject: hash, height: index, from: null, port: announcer };
    }
    if (type === 'transaction') {
      const { id, from } = checkTransactionShape(transaction);
      return { type, subject: id, height: null, from: from === NETWORK ? null : from, port: null };
    }
  } catch {
    // Also a student's code can fail here.
  }
  return undefined;
}

/**
 * Reads the `heard` of a status. Skips malformed entries. A value that is not a list counts as an
 * empty list.
 */
export function parseHeard(report: unknown): HeardMessage[] {
  return Array.isArray(report) ? report.slice(0, MAX_HEARD).flatMap(parseEntry) : [];
}

function parseEntry(entry: unknown): HeardMessage[] {
  if (!isObject(entry)) return [];
  const { number, type, subject, height, from, at, answer } = entry;
  if (!isCount(number) || !isCount(at) || !(from === null || isHash(from))) return [];
  if (answer !== 'ok' && !isCode(answer)) return [];
  if (type === 'block' && isHash(subject) && isCount(height)) {
    return [{ number, type, subject, height, from, at, answer }];
  }
  if (type === 'transaction' && isId(subject)) {
    return [{ number, type, subject, height: null, from, at, answer }];
  }
  return [];
}
