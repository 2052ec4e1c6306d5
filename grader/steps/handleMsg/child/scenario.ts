import { Socket } from 'node:net';
import type * as HandleMsg from '../../../../solution/handleMsg';
import { pushBlock, tip } from '../../../../solution/supplied/chain/Chain';
import type { Chain } from '../../../../solution/supplied/chain/Chain';
import type { BlockMessage, TransactionMessage } from '../../../../solution/supplied/wire/messages';
import type { Block, Endpoint, Transaction } from '../../../../solution/supplied/types';
import type { UserState } from '../../../../solution/supplied/user/UserState';

const { setImmediate } = globalThis;

/** A message, and where its sender listens. */
export interface Said {
  message: BlockMessage | TransactionMessage;
  announcer?: Endpoint;
}

/** What a user has before anything is said to it. */
export interface Holdings {
  address: string;
  chain: Chain;
  pending: Transaction[];
  /** What its clock shows. */
  now: number;
}

export interface Visit {
  user: Holdings;
  said: Said[];
}

/** How a message was answered: what it resolved to, or the code of the Refusal. */
export type Outcome = { resolved: unknown } | { refused: unknown };

/** That something of the user's was called, and what was there to see at that moment. */
export type Note =
  | { called: 'chainChanged'; height: number; transactions: number }
  | { called: 'pendingChanged'; pending: number }
  | { called: 'fetchLater'; from: Endpoint | undefined };

/** What came of it. */
export interface Seen {
  outcomes: Outcome[];
  notes: Note[];
  chain: Chain;
  pending: Transaction[];
}

/** What there was to see when the event loop came round again. */
export interface InOneGo {
  answered: boolean;
  /** How many connections were tried until then. */
  connections: number;
}

/** How many connections were tried. None is made: nobody has any business to call anybody here. */
let connections = 0;
Socket.prototype.connect = function refuse(this: Socket): Socket {
  connections++;
  process.nextTick(() => this.destroy(new Error('connect ECONNREFUSED')));
  return Object.assign(this, { connecting: true });
};

/** A user as the server thread has it, who keeps account of what is called. */
class User implements UserState {
  readonly address: string;
  readonly chain: Chain;
  readonly pending: Transaction[];
  readonly #now: number;
  readonly #notes: Note[] = [];

  constructor({ address, chain, pending, now }: Holdings) {
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
    this.#notes.push({ called: 'chainChanged', height: blocks.length - 1, transactions });
  }

  pendingChanged(): void {
    this.#notes.push({ called: 'pendingChanged', pending: this.pending.length });
  }

  fetchLater(from?: Endpoint): void {
    this.#notes.push({ called: 'fetchLater', from });
  }

  /** What came of everything that was said. */
  seen(outcomes: Outcome[]): Seen {
    const { chain, pending } = this;
    return { outcomes, notes: this.#notes, chain, pending };
  }
}

/** Says one thing after the other, each when the one before is answered. */
export async function inTurn(submission: typeof HandleMsg, { user, said }: Visit): Promise<Seen> {
  const visited = new User(user);
  const outcomes: Outcome[] = [];
  for (const one of said) outcomes.push(await say(submission, visited, one));
  return visited.seen(outcomes);
}

/**
 * Says everything in one tick.
 *
 * @param rival in the same tick, what was fetched earlier is adopted: this block, if it still fits
 */
export async function atOnce(
  submission: typeof HandleMsg,
  { user, said, rival }: Visit & { rival?: Block },
): Promise<Seen> {
  const visited = new User(user);
  const outcomes = said.map((one) => say(submission, visited, one));
  if (rival?.previousHash === tip(visited.chain).hash) pushBlock(visited.chain, rival);
  return visited.seen(await Promise.all(outcomes));
}

/** Says one thing, and looks once whether it is answered when the event loop comes round again. */
export async function inOneGo(
  submission: typeof HandleMsg,
  { user, said: [one] }: Visit,
): Promise<InOneGo> {
  connections = 0;
  const round = new Promise<false>((resolve) => {
    setImmediate(() => resolve(false));
  });
  const answer = say(submission, new User(user), one).then(() => true);
  const answered = await Promise.race([answer, round]);
  return { answered, connections };
}

async function say(
  { handleMsg }: typeof HandleMsg,
  user: User,
  { message, announcer }: Said,
): Promise<Outcome> {
  try {
    return { resolved: await handleMsg(user, message, announcer) };
  } catch (error) {
    const { name, code } = Object(error) as { name?: unknown; code?: unknown };
    if (name !== 'Refusal') throw error;
    return { refused: code };
  }
}
