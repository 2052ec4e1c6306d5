import { Socket } from 'node:net';
import type * as HandleMsg from '../../../../solution/handleMsg';
import { pushBlock, tip } from '../../../../solution/supplied/chain/Chain';
import type { Chain } from '../../../../solution/supplied/chain/Chain';
import type { BlockMessage, TransactionMessage } from '../../../../solution/supplied/wire/messages';
import type { Block, Endpoint, Transaction } from '../../../../solution/supplied/types';
import type { UserState } from '../../../../solution/supplied/user/UserState';

const { setImmediate } = globalThis;

/** A message, and where its sender listens. */
export interface SentMessage {
  message: BlockMessage | TransactionMessage;
  announcer?: Endpoint;
}

/** A user before the messages arrive. */
export interface UserData {
  address: string;
  chain: Chain;
  pending: Transaction[];
  /** The time on its clock. */
  now: number;
}

/** Messages, and the user that receives them. */
export interface Delivery {
  user: UserData;
  messages: SentMessage[];
}

/** How a message was answered: with a value, or with the code of a Refusal. */
export type Outcome = { resolved: unknown } | { refused: unknown };

/** A method of the user that was called, and what the user held at that moment. */
export type CallSeen =
  | { called: 'chainChanged'; height: number; transactions: number }
  | { called: 'pendingChanged'; pending: number }
  | { called: 'fetchLater'; from: Endpoint | undefined };

/** What the messages led to. */
export interface Seen {
  outcomes: Outcome[];
  calls: CallSeen[];
  chain: Chain;
  pending: Transaction[];
}

/** What had happened when the event loop came round again. */
export interface AnsweredInOneTurn {
  answered: boolean;
  /** How many connections were tried until then. */
  connections: number;
}

/** How many connections were tried. All are refused: no code has to connect here. */
let connections = 0;
Socket.prototype.connect = function refuse(this: Socket): Socket {
  connections++;
  process.nextTick(() => this.destroy(new Error('connect ECONNREFUSED')));
  return Object.assign(this, { connecting: true });
};

/** A user as `handleMsg` sees it, which records the calls of its methods. */
class User implements UserState {
  readonly address: string;
  readonly chain: Chain;
  readonly pending: Transaction[];
  readonly #now: number;
  readonly #calls: CallSeen[] = [];

  constructor({ address, chain, pending, now }: UserData) {
    this.address = address;
    this.chain = chain;
    this.pending = pending;
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  chainChanged(): void {
    const { blocks, ledger } = this.chain;
    const transactions = ledger.transactions.size;
    this.#calls.push({ called: 'chainChanged', height: blocks.length - 1, transactions });
  }

  pendingChanged(): void {
    this.#calls.push({ called: 'pendingChanged', pending: this.pending.length });
  }

  fetchLater(from?: Endpoint): void {
    this.#calls.push({ called: 'fetchLater', from });
  }

  /** Returns what the messages led to. */
  seen(outcomes: Outcome[]): Seen {
    const { chain, pending } = this;
    return { outcomes, calls: this.#calls, chain, pending };
  }
}

/** Sends each message when the one before it is answered. */
export async function inTurn(
  submission: typeof HandleMsg,
  { user, messages }: Delivery,
): Promise<Seen> {
  const receiver = new User(user);
  const outcomes: Outcome[] = [];
  for (const one of messages) outcomes.push(await send(submission, receiver, one));
  return receiver.seen(outcomes);
}

/**
 * Sends all messages in one tick.
 *
 * @param rival a fetched block that the user appends in the same tick, if it still fits
 */
export async function atOnce(
  submission: typeof HandleMsg,
  { user, messages, rival }: Delivery & { rival?: Block },
): Promise<Seen> {
  const receiver = new User(user);
  const outcomes = messages.map((one) => send(submission, receiver, one));
  if (rival?.previousHash === tip(receiver.chain).hash) pushBlock(receiver.chain, rival);
  return receiver.seen(await Promise.all(outcomes));
}

/** Sends one message, and notes if it is answered when the event loop comes round again. */
export async function inOneTurn(
  submission: typeof HandleMsg,
  { user, messages: [one] }: Delivery,
): Promise<AnsweredInOneTurn> {
  connections = 0;
  const round = new Promise<false>((resolve) => {
    setImmediate(() => resolve(false));
  });
  const answer = send(submission, new User(user), one).then(() => true);
  const answered = await Promise.race([answer, round]);
  return { answered, connections };
}

async function send(
  { handleMsg }: typeof HandleMsg,
  user: User,
  { message, announcer }: SentMessage,
): Promise<Outcome> {
  try {
    return { resolved: await handleMsg(user, message, announcer) };
  } catch (error) {
    const { name, code } = Object(error) as { name?: unknown; code?: unknown };
    if (name !== 'Refusal') throw error;
    return { refused: code };
  }
}
