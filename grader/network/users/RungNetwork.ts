import { setTimeout as sleep } from 'node:timers/promises';
import type { StepName } from '../../course/course';
import type { ErrorLike } from '../../../solution/supplied/program/Program';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import { PROTOCOL } from '../../../solution/supplied/constants';
import type { Block } from '../../../solution/supplied/types';
import { Changes } from '../../harness/parent/Changes';
import { GraderError } from '../../harness/parent/sandbox/GraderError';
import type { Sandbox } from '../../harness/parent/sandbox/Sandbox';
import { Random } from '../../harness/parent/suite/Random';
import { replySummary, requestSummary } from '../channel/messageSummary';
import type { UserLine } from '../channel/UserLine';
import { Conversation } from './Conversation';
import type { Message } from './Conversation';
import { HonestUser } from './HonestUser';
import { DIFFICULTY } from './judgeChain';
import type { Order } from './judgeChain';
import { RungDeadline } from './RungDeadline';
import { RungFailed } from './RungFailed';
import type { Finding } from './RungFailed';
import { SandboxedUser, UNNAMED } from './SandboxedUser';
import { ScriptedPeer } from './ScriptedPeer';
import type { Lie, Lies } from './ScriptedPeer';
import { suspectsIfNotReady } from './suspects';

/**
 * How often to check a condition while no event comes, in milliseconds. Some changes cause no
 * event.
 */
const CHECK_MS = 50;
/**
 * The seconds between two coins. This time is longer than any rung. So a user mines only one coin,
 * at its start.
 */
const REST = '3600';

export interface AddUserOptions {
  /** The user to join. Undefined makes the new user begin a network. */
  join?: HonestUser;
  /** Seconds between two coins. */
  rest?: string;
  /** Seconds between two rounds of gossip. */
  gossip?: string;
}

/**
 * Returns a text about the missing part of a condition. Returns undefined if the condition holds.
 */
export type Condition = () => string | undefined | Promise<string | undefined>;

/** The network of one rung: its users, its scripted peers, and their messages. */
export class RungNetwork {
  readonly conversation = new Conversation();
  readonly random: Random;
  readonly users: HonestUser[] = [];
  /**
   * The payments that the grader has ordered. Each payment must get onto the chain exactly once.
   */
  readonly orders: Order[] = [];
  /** The current action, for the report. */
  trying = '';
  /** When the time of the rung began, in milliseconds since 1970. */
  startedAt = 0;
  readonly #processes: SandboxedUser[];
  readonly #peers: ScriptedPeer[] = [];
  readonly #changes = new Changes();
  readonly #deadline: RungDeadline;

  /**
   * Starts processes. `start` waits until they are up.
   *
   * @param sandbox the sandbox with the code that `bundleNetwork` has written
   * @param processes how many users the rung needs
   */
  constructor(sandbox: Sandbox, seed: string, processes: number) {
    this.#deadline = new RungDeadline(sandbox);
    this.random = new Random(seed);
    const context = {
      conversation: this.conversation,
      changes: this.#changes,
      nameOf: (port: number) => this.#nameOf(port),
    };
    this.#processes = Array.from({ length: processes }, () => new SandboxedUser(sandbox, context));
  }

  /**
   * Waits until all processes are up. Then the time of the rung begins to count.
   *
   * @throws GraderError if a process does not come up
   */
  async start(): Promise<void> {
    await this.#deadline.start(this.#processes);
    this.startedAt = Date.now();
  }

  /** Starts a user. Waits until the user has joined and mined its first coin. */
  async addUser(name: string, options: AddUserOptions = {}): Promise<HonestUser> {
    const { join, rest = REST, gossip = '0.2' } = options;
    this.trying = join
      ? `${name} starts and joins the network of ${join.name}, whose newest block is ${join.height}`
      : `${name} starts and begins a network`;
    const process = this.#processes.find((each) => each.name === UNNAMED);
    if (process === undefined)
      throw new GraderError('a rung starts more users than it has processes');
    const place = join
      ? ['--join', `${join.host}:${join.port}`]
      : ['--difficulty', `${DIFFICULTY}`];
    process.run(name, ['--port', '0', '--rest', rest, '--gossip', gossip, ...place]);
    await this.until(
      `${name} is ready`,
      () => suspectsIfNotReady(this.conversation, name),
      () => (process.ready === undefined ? `${name} is not ready` : undefined),
    );
    const { address = '', port = 0 } = process.ready ?? {};
    const user = new HonestUser(name, address, port, process);
    this.users.push(user);
    await this.until(`${name} mines a coin`, ['minerThread', 'mine', 'signals'], async () => {
      const silent = await user.fetchChain();
      if (silent) return silent;
      const hasCoin = user.chain?.blocks.some(({ data }) => data.to === address);
      return hasCoin ? undefined : `${name}'s chain has no coin for ${name}`;
    });
    return user;
  }

  /** Starts a scripted peer with a chain. */
  async addPeer(
    name: string,
    blocks: readonly Block[],
    lies: Lies | Lie = {},
  ): Promise<ScriptedPeer> {
    const peer = await ScriptedPeer.start(name, blocks, lies, () => this.#changes.announce());
    this.#peers.push(peer);
    return peer;
  }

  /**
   * Sends a message from a peer to a user, and waits for the reply.
   *
   * @throws RungFailed if the time of the rung ends before the reply
   */
  async send(
    peer: ScriptedPeer,
    user: HonestUser,
    message: object,
    expected: string,
    suspects: readonly StepName[] = [],
  ): Promise<unknown> {
    const request = requestSummary(message);
    const entry: Message = { at: Date.now(), from: peer.name, to: user.name, request };
    this.conversation.add(entry);
    let result: { reply: unknown } | undefined;
    void peer.send(user, message).then((reply) => {
      result = { reply };
      if (reply !== undefined) entry.reply = replySummary(reply);
      this.#changes.announce();
    });
    await this.until(expected, suspects, () => (result ? undefined : 'there is no answer'));
    return result?.reply;
  }

  /** Sends a hello from a peer to a user. The user then knows the peer. */
  async sendHello(peer: ScriptedPeer, user: HonestUser): Promise<void> {
    const { name, address, port } = peer;
    const hello = { type: 'hello', protocol: PROTOCOL, name, address, port };
    await this.send(peer, user, hello, `${user.name} answers a hello`);
  }

  /**
   * Orders a payment. Waits until the seller has asked the buyer to mint the payment.
   *
   * @throws RungFailed if the seller refuses
   */
  async pay(seller: HonestUser, buyer: HonestUser, cents: number): Promise<void> {
    const coins = formatCoins(cents);
    this.trying = `${seller.name} pays ${buyer.name} ${coins}`;
    this.orders.push({ from: seller.address, to: buyer.address, amount: cents });
    const line = `pay ${buyer.address} ${coins}`;
    const answer = await this.command(
      seller,
      line,
      'payment',
      ['ledger'],
      ({ amount }) => amount === cents,
    );
    if (answer.event !== 'sorry') return;
    throw new RungFailed({
      expected: `${seller.name} pays, because it owns ${formatCoins(seller.balance)}`,
      got: `${seller.name} says: ${answer.message}`,
      suspects: ['ledger', 'handleMsg', 'signatures'],
    });
  }

  /** Sets which other users a user can reach. */
  async setReach(user: HonestUser, others: readonly HonestUser[] | 'all'): Promise<void> {
    const names = others === 'all' ? ['all'] : others.map(({ address }) => address);
    await this.command(user, ['reach', ...names].join(' '), 'reach');
  }

  /**
   * Writes a line to the input of a user. Then waits for an event of one kind, or for a `sorry`.
   */
  async command<Event extends UserLine['event']>(
    { name, process }: HonestUser,
    line: string,
    event: Event,
    suspects: readonly StepName[] = [],
    isAnswer: (line: Extract<UserLine, { event: Event }>) => boolean = () => true,
  ): Promise<Extract<UserLine, { event: Event | 'sorry' }>> {
    const from = process.lines.length;
    process.write(line);
    type Answer = Extract<UserLine, { event: Event | 'sorry' }>;
    const find = (): UserLine | undefined =>
      process.lines
        .slice(from)
        .find(
          (each) => each.event === 'sorry' || (each.event === event && isAnswer(each as never)),
        );
    const shown = line.slice(0, 20);
    await this.until(`${name} answers the command "${shown}"`, suspects, () =>
      find() === undefined ? `${name} does not answer the command "${shown}"` : undefined,
    );
    return find() as Answer;
  }

  /**
   * Waits until a condition holds. Checks the condition after every event, and at least every
   * `CHECK_MS`.
   *
   * @param suspects the steps at fault if the condition never holds, or a function that returns
   *   them
   * @throws RungFailed if the time is over, a user has ended, or the student's code has thrown
   */
  async until(
    expected: string,
    suspects: readonly StepName[] | (() => readonly StepName[]),
    condition: Condition,
  ): Promise<void> {
    let missing: string | undefined = 'nothing has happened';
    for (;;) {
      missing = await this.#inTime(condition, missing);
      const failure = this.#failureOfUser();
      if (failure) throw new RungFailed({ ...failure, expected });
      if (missing === undefined) return;
      const { leftMs } = this.#deadline;
      if (leftMs > 0) {
        await this.#changes.next(Math.min(leftMs, CHECK_MS));
      } else if (!(await this.#deadline.extendIfSlow())) {
        throw new RungFailed({
          expected,
          got: `${missing}, and the ${this.#deadline.seconds} seconds of this rung are over`,
          suspects: typeof suspects === 'function' ? suspects() : suspects,
        });
      }
    }
  }

  /** Kills a user. The rung then ignores this user. */
  async kill(user: HonestUser): Promise<void> {
    this.users.splice(this.users.indexOf(user), 1);
    this.conversation.add({ at: Date.now(), who: user.name, what: 'is killed' });
    user.process.kill();
    await user.process.ended();
  }

  /** The text that the code of all users printed. */
  get printed(): string {
    return this.#processes.map(({ printed }) => printed).join('');
  }

  /** The names of all users and peers, users first. */
  get names(): string[] {
    return [...this.#processes, ...this.#peers].map(({ name }) => name);
  }

  /** Ends all users and peers. */
  async stop(): Promise<void> {
    for (const process of this.#processes) process.kill();
    await Promise.all([
      ...this.#processes.map((process) => process.ended()),
      ...this.#peers.map((peer) => peer.stop()),
    ]);
  }

  /**
   * Returns the result of a condition. Returns `before` if the time of the rung ends during the
   * check.
   */
  async #inTime(condition: Condition, before: string): Promise<string | undefined> {
    const checked = new AbortController();
    const { signal } = checked;
    const timeOver = sleep(this.#deadline.leftMs, before, { signal }).catch(() => before);
    try {
      return await Promise.race([condition(), timeOver]);
    } finally {
      checked.abort();
    }
  }

  /** Returns why the rung fails immediately: a user has ended, or the student's code has thrown. */
  #failureOfUser(): Omit<Finding, 'expected'> | undefined {
    const running = this.users.map(({ process }) => process);
    const starting = this.#processes.filter(({ name, ready }) => name !== UNNAMED && !ready);
    for (const process of [...running, ...starting]) {
      const threw = process.lines.find(({ event }) => event === 'error' || event === 'failed');
      if (threw?.event === 'error') return { got: `${process.name} reports an error`, threw };
      if (threw?.event === 'failed')
        return { got: `${process.name} ended with an error`, threw: asError(threw) };
      if (process.end) return { got: `${process.name}'s process ${process.end}` };
    }
    return undefined;
  }

  #nameOf(port: number): string {
    const process = this.#processes.find(({ ready }) => ready?.port === port);
    const peer = this.#peers.find((each) => each.port === port);
    return process?.name ?? peer?.name ?? `port ${port}`;
  }
}

/**
 * Returns the error that ended a user. Removes the lines of its stack that name `User.ts`, because
 * the errors of other steps pass through that file.
 */
function asError({ message }: { message: string }): ErrorLike {
  const lines = message.split('\n').filter((line) => !/[\\/]User\.ts/.test(line));
  return { message: (lines[0] ?? '').replace(/^\w*Error: /, ''), stack: lines.join('\n') };
}
