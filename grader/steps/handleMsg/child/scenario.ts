import { Socket } from 'node:net';
import type * as HandleMsg from '../../../../solution/handleMsg';
import { pushBlock, tip } from '../../../../solution/supplied/chain/Chain';
import type { Chain } from '../../../../solution/supplied/chain/Chain';
import type { BlockMessage, TransactionMessage } from '../../../../solution/supplied/wire/messages';
import type { Block, Endpoint, Transaction } from '../../../../solution/supplied/types';
import type { UserState } from '../../../../solution/supplied/user/UserState';

const { setImmediate } = globalThis;
const race = Promise.race.bind(Promise);

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
  /** The time on the user's clock. */
  now: number;
}

/** Messages, and the user that receives them. */
export interface Delivery {
  user: UserData;
  messages: SentMessage[];
}

/** The answer to a message: a value, or the code of a Refusal. */
export type Outcome = { resolved: unknown } | { refused: unknown };

/**
 * A call of a method of the user, and the state of the user at that moment. The submission can
 * store any value there.
 */
export type CallSeen =
  | { called: 'chainChanged'; height: unknown; transactions: unknown }
  | { called: 'pendingChanged'; pending: unknown }
  | { called: 'fetchLater'; from: unknown };

/** The results of the messages. The submission can store any value in the user. */
export interface Seen {
  outcomes: Outcome[];
  calls: CallSeen[];
  chain: Partial<Record<keyof Chain, unknown>>;
  pending: unknown;
}

/** The state at the next turn of the event loop. */
export interface AnsweredInOneTurn {
  answered: boolean;
  /** How many connections the submission tried to open before that turn. */
  connections: number;
}

/**
 * How many connections the submission tried to open. All are refused, because a correct `handleMsg`
 * opens no connection.
 */
let connections = 0;
Socket.prototype.connect = function refuse(this: Socket): Socket {
  connections++;
  process.nextTick(() => this.destroy(new Error('connect ECONNREFUSED')));
  return Object.assign(this, { connecting: true });
};

/**
 * A user for `handleMsg`. The submission can change this object, so the scenarios keep the record
 * of the calls elsewhere.
 */
class User implements UserState {
  readonly address: string;
  readonly chain: Chain;
  readonly pending: Transaction[];
  readonly #now: number;
  readonly #calls: CallSeen[];

  /** @param calls where to record the calls of the methods */
  constructor({ address, chain, pending, now }: UserData, calls: CallSeen[]) {
    this.address = address;
    this.chain = chain;
    this.pending = pending;
    this.#now = now;
    this.#calls = calls;
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
}

/** Sends the messages in order. Each message is sent after the answer to the previous message. */
export async function inTurn(
  submission: typeof HandleMsg,
  { user, messages }: Delivery,
): Promise<Seen> {
  const calls: CallSeen[] = [];
  const receiver = new User(user, calls);
  const outcomes: Outcome[] = [];
  for (const one of messages) outcomes.push(await send(submission, receiver, one));
  const { chain, pending } = receiver;
  return { outcomes, calls, chain, pending };
}

/**
 * Sends all messages in one tick.
 *
 * @param rival a fetched block that the user appends in the same tick, if the block fits on the tip
 */
export async function atOnce(
  submission: typeof HandleMsg,
  { user, messages, rival }: Delivery & { rival?: Block },
): Promise<Seen> {
  const calls: CallSeen[] = [];
  const receiver = new User(user, calls);
  const answers = messages.map((one) => send(submission, receiver, one));
  if (rival?.previousHash === tip(user.chain).hash) pushBlock(user.chain, rival);
  const outcomes = await Promise.all(answers);
  const { chain, pending } = receiver;
  return { outcomes, calls, chain, pending };
}

/** Sends one message, and records if the answer comes before the next turn of the event loop. */
export async function inOneTurn(
  submission: typeof HandleMsg,
  { user, messages: [one] }: Delivery,
): Promise<AnsweredInOneTurn> {
  connections = 0;
  const round = new Promise<false>((resolve) => {
    setImmediate(() => resolve(false));
  });
  const answer = send(submission, new User(user, []), one).then(() => true);
  const answered = await race([answer, round]);
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
