import type { StepName } from '../course/course';
import type { Sandbox } from '../harness/parent/sandbox/Sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorLike } from '../../solution/supplied/program/Program';
import { formatCoins } from '../../solution/supplied/chain/coins';
import { Random } from '../harness/parent/suite/Random';
import { GraderError } from '../harness/parent/sandbox/GraderError';
import { Conversation } from './Conversation';
import { Deadline } from './Deadline';
import { RungFailed } from './RungFailed';
import type { Finding } from './RungFailed';
import { ScriptedPeer } from './ScriptedPeer';
import type { Script } from './ScriptedPeer';
import type { Order } from './judgeChain';
import { UserProcess } from './UserProcess';
import { notReady } from './suspects';
import type { UserLine } from './channel/UserLine';
import { Player } from './Player';

/** How long after the last event one looks again, since not everything is announced. */
const LOOK_MS = 50;
/** Blocks that cost next to nothing. */
const DIFFICULTY = '8';
/** A user mines one coin when it starts, and then rests for longer than any rung takes. */
const REST = '3600';

/** How to start a user, unless as usual. */
export interface PlayerOptions {
  /** Who is already there; nobody begins a network. */
  join?: Player;
  /** Seconds between two coins. */
  rest?: string;
  /** Seconds between two rounds of gossip. */
  gossip?: string;
}

/** Says what is still missing from what one waits for, or undefined once nothing is. */
export type Look = () => string | undefined | Promise<string | undefined>;

/** Where one rung plays: its users, its scripted peers, its clock, and a way to wait for things. */
export class Stage {
  readonly conversation = new Conversation();
  readonly random: Random;
  readonly players: Player[] = [];
  /** The payments ordered so far; each must get onto the chain exactly once. */
  readonly orders: Order[] = [];
  /** What is being tried at present. */
  trying = '';
  /** When the rung began, in milliseconds since 1970. */
  begin = 0;
  readonly #processes: UserProcess[];
  readonly #peers: ScriptedPeer[] = [];
  readonly #watchers = new Set<() => void>();
  readonly #deadline: Deadline;

  /**
   * Has processes started, which come up while one waits for `open`.
   *
   * @param sandbox where `bundleNetwork` has put the code
   * @param users how many processes the rung will need
   */
  constructor(sandbox: Sandbox, seed: string, users: number) {
    this.#deadline = new Deadline(sandbox);
    this.random = new Random(seed);
    const surroundings = {
      conversation: this.conversation,
      nameOf: (port: number) => this.#nameOf(port),
      changed: () => this.changed(),
    };
    this.#processes = Array.from({ length: users }, () => new UserProcess(sandbox, surroundings));
  }

  /**
   * Waits until all processes are up, and starts the clock.
   *
   * @throws GraderError if that takes too long
   */
  async open(): Promise<void> {
    await this.#deadline.start(this.#processes);
    this.begin = Date.now();
  }

  /** Starts a user and waits until it takes part and has mined its first coin. */
  async enter(name: string, options: PlayerOptions = {}): Promise<Player> {
    const { join, rest = REST, gossip = '0.2' } = options;
    this.trying = join
      ? `${name} starts and joins the network of ${join.name}, whose newest block is ${join.height}`
      : `${name} starts and begins a network`;
    const process = this.#processes.find((each) => each.name === 'a user');
    if (process === undefined) throw new GraderError('a rung has named too few users');
    const place = join ? ['--join', `${join.host}:${join.port}`] : ['--difficulty', DIFFICULTY];
    process.run(name, ['--port', '0', '--rest', rest, '--gossip', gossip, ...place]);
    await this.until(
      `${name} is ready`,
      () => notReady(this, name),
      () => (process.ready === undefined ? `${name} does not get ready` : undefined),
    );
    const { address = '', port = 0 } = process.ready ?? {};
    const player = new Player(name, address, port, process);
    this.players.push(player);
    await this.until(`${name} mines a coin`, ['minerThread', 'mine', 'signals'], async () => {
      const silent = await player.look();
      if (silent) return silent;
      const { chain } = player;
      const has = chain?.blocks.some(({ data }) => data.to === address);
      return has ? undefined : `no block of ${name}'s chain is a coin for ${name}`;
    });
    return player;
  }

  /** Starts a peer that the grader plays. */
  async play(name: string, script: Script): Promise<ScriptedPeer> {
    const peer = await ScriptedPeer.listen(name, this.conversation, script, () => this.changed());
    this.#peers.push(peer);
    return peer;
  }

  /**
   * Has a user pay another, and waits until the buyer has been asked to mint the payment.
   *
   * @throws RungFailed if the seller would not
   */
  async pay(seller: Player, buyer: Player, cents: number): Promise<void> {
    const coins = formatCoins(cents);
    this.trying = `${seller.name} pays ${buyer.name} ${coins}`;
    this.orders.push({ from: seller.address, to: buyer.address, amount: cents });
    const line = `pay ${buyer.address} ${coins}`;
    const word = await this.ask(
      seller,
      line,
      'payment',
      ['ledger'],
      (each) => each.amount === cents,
    );
    if (word.event !== 'sorry') return;
    throw new RungFailed({
      expected: `${seller.name}, who owns ${formatCoins(seller.balance)}, pays`,
      got: `${seller.name} says: ${word.message}`,
      suspects: ['ledger', 'handleMsg', 'signatures'],
    });
  }

  /** Has users talk to some others only, or to everybody again. */
  async reach(user: Player, others: readonly Player[] | 'all'): Promise<void> {
    const names = others === 'all' ? ['all'] : others.map(({ address }) => address);
    await this.ask(user, ['reach', ...names].join(' '), 'reach');
  }

  /** Says a line to a user, and waits for its answer, or a `sorry`. */
  async ask<Event extends UserLine['event']>(
    { name, process }: Player,
    line: string,
    event: Event,
    suspects: readonly StepName[] = [],
    isIt: (line: Extract<UserLine, { event: Event }>) => boolean = () => true,
  ): Promise<Extract<UserLine, { event: Event | 'sorry' }>> {
    const from = process.lines.length;
    process.tell(line);
    type Answer = Extract<UserLine, { event: Event | 'sorry' }>;
    const find = (): UserLine | undefined =>
      process.lines
        .slice(from)
        .find((each) => each.event === 'sorry' || (each.event === event && isIt(each as never)));
    await this.until(`${name} does as it is told`, suspects, () =>
      find() === undefined ? `${name} does not react to "${line.slice(0, 20)}"` : undefined,
    );
    return find() as Answer;
  }

  /**
   * Waits until something is so; looks again whenever anything happens.
   *
   * @param suspects the steps at fault if it never is, or a way to find out
   * @throws RungFailed if the rung's time is over, a user has ended or a student's code has thrown
   */
  async until(
    expected: string,
    suspects: readonly StepName[] | (() => readonly StepName[]),
    look: Look,
  ): Promise<void> {
    let missing: string | undefined = 'nothing is heard';
    for (;;) {
      missing = await this.#inTime(look, missing);
      const finding = this.#accident();
      if (finding) throw new RungFailed({ ...finding, expected });
      if (missing === undefined) return;
      const { leftMs } = this.#deadline;
      if (leftMs > 0) {
        await this.#change(Math.min(leftMs, LOOK_MS));
      } else if (!(await this.#deadline.prolong())) {
        throw new RungFailed({
          expected,
          got: `${missing}, and the ${this.#deadline.seconds} seconds of this rung are over`,
          suspects: typeof suspects === 'function' ? suspects() : suspects,
        });
      }
    }
  }

  /** Waits for what somebody was asked, but no longer than for anything else. */
  async answer<T>(expected: string, suspects: readonly StepName[], asked: Promise<T>): Promise<T> {
    let answer: { value: T } | undefined;
    void asked.then((value) => {
      answer = { value };
      this.changed();
    });
    const missing = (): string | undefined => (answer ? undefined : 'there is no answer');
    await this.until(expected, suspects, missing);
    return asked;
  }

  /** Ends a user without a warning: from now on it is not expected to do anything. */
  async crash(player: Player): Promise<void> {
    this.players.splice(this.players.indexOf(player), 1);
    this.conversation.add({ at: Date.now(), who: player.name, what: 'is killed' });
    player.process.kill();
    await player.process.gone();
  }

  /** To be called whenever something has happened. */
  changed(): void {
    for (const look of this.#watchers) look();
  }

  /** What the users' code printed. */
  get printed(): string {
    return this.#processes.map(({ printed }) => printed).join('');
  }

  /** Ends everything, whatever it is doing. */
  async close(): Promise<void> {
    for (const process of this.#processes) process.kill();
    for (const peer of this.#peers) peer.close();
    await Promise.all(this.#processes.map((process) => process.gone()));
  }

  /** Looks, but no longer than the rung may take; it is then as it was before. */
  async #inTime(look: Look, before: string): Promise<string | undefined> {
    const over = new AbortController();
    const { signal } = over;
    const timer = sleep(this.#deadline.leftMs, before, { signal }).catch(() => before);
    try {
      return await Promise.race([look(), timer]);
    } finally {
      over.abort();
    }
  }

  /** Something that no rung wants: a user that has ended, or threw. */
  #accident(): Omit<Finding, 'expected'> | undefined {
    const expected = this.players.map(({ process }) => process);
    const starting = this.#processes.filter(({ name, ready }) => name !== 'a user' && !ready);
    for (const process of [...expected, ...starting]) {
      const threw = process.lines.find(({ event }) => event === 'error' || event === 'failed');
      if (threw?.event === 'error') return { got: `${process.name} threw`, threw };
      if (threw?.event === 'failed') return { got: `${process.name} died`, threw: asError(threw) };
      if (process.end) return { got: `${process.name}'s process ${process.end}` };
    }
    return undefined;
  }

  /** Everybody's name, in the order in which they came. */
  get cast(): string[] {
    return [...this.#processes, ...this.#peers].map(({ name }) => name);
  }

  #nameOf(port: number): string {
    const process = this.#processes.find(({ ready }) => ready?.port === port);
    const peer = this.#peers.find((each) => each.port === port);
    return process?.name ?? peer?.name ?? `port ${port}`;
  }

  /** Waits until something happens, but no longer than this. */
  async #change(limitMs: number): Promise<void> {
    const waking = new AbortController();
    const wake = (): void => waking.abort();
    this.#watchers.add(wake);
    await sleep(limitMs, undefined, { signal: waking.signal }).catch(() => undefined);
    this.#watchers.delete(wake);
  }
}

/** The error that a user says it died of. `User` is only where others' errors arrive. */
function asError({ message }: { message: string }): ErrorLike {
  const lines = message.split('\n').filter((line) => !/[\\/]User\.ts/.test(line));
  return { message: (lines[0] ?? '').replace(/^\w*Error: /, ''), stack: lines.join('\n') };
}
