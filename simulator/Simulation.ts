import { Console } from 'node:console';
import { Draws } from './chance/Draws';
import type { Owner } from './clock/EventQueue';
import { SIMULATION_CODES, SimulationError } from './clock/SimulationError';
import { MS, START_MS, Timeline } from './clock/Timeline';
import type { SimulatedProgram } from './edges/SimulatedProgram';
import { LONGEST_MS } from './edges/virtualTimers';
import type * as Inside from './inside/insideProgram';
import type { Keys } from '../solution/supplied/chain/keys';
import type { Block, Endpoint } from '../solution/supplied/types';
import type { UserEvent } from '../solution/supplied/user/UserEvent';
import { DEFAULT_OPTIONS } from '../solution/supplied/user/UserOptions';
import { SimulatedNetwork } from './network/SimulatedNetwork';
import { History } from './results/History';
import { Measures } from './results/Measures';
import type { Figures } from './results/Measures';
import { DEFAULT_SIMULATION } from './SimulationOptions';
import type { Fault, SimulationOptions } from './SimulationOptions';
import { acquaintances } from './users/acquaintances';
import { SimulatedUser } from './users/SimulatedUser';
import { startMining } from './users/startMining';
import type { World } from './World';

/** The difficulty of all blocks: their work costs nothing. */
const DIFFICULTY = 0;

/** The number of users that a returning user asks for the network. */
const MOST_ASKED = 3;

/** How long from the start of one joining user to the start of the next. */
const JOIN_PAUSE_MS = 1000;

/** What can be watched in a simulation while it runs. */
export interface Watcher {
  /** Called with each event of a user. */
  onEvent?: (event: UserEvent, user: SimulatedUser, ms: number) => void;
  /** Receives the history, piece by piece. */
  onHistory?: (text: string) => void;
  /** Receives what the simulated code prints. The default is standard error. */
  print?: Console;
}

/** What an experiment changes in the world of a simulation. */
export interface Changes {
  /**
   * Returns who finds a block. By default, users find blocks by their shares of the hashes.
   *
   * @param drawn a random number from 0 up to, but not including, 1
   */
  drawFinder?: (drawn: number) => number;
  /** Lets a user find a block in its own way. If it returns false, the block is an ordinary one. */
  find?: (user: SimulatedUser) => boolean;
}

/** The result of a simulation. It is the same for the same options. */
export interface SimulationResult extends Figures {
  /** The virtual time at the end, in milliseconds. */
  durationMs: number;
  /** The SHA-256 of the history. */
  digest: string;
}

/** How a user begins. */
interface Beginning {
  /** The users to ask for the network. Without them, the user begins one. */
  join?: Endpoint[];
  /** Without keys, the user makes some. */
  keys?: Keys;
  acquainted?: Inside.UserParts['acquainted'];
}

/** A network of simulated users on a virtual clock. */
export class Simulation {
  /** The users by their numbers, each in its present life. */
  readonly users: SimulatedUser[] = [];
  /** The compiled code of the users. */
  readonly inside: typeof Inside;
  readonly #network: SimulatedNetwork;
  readonly #world: World;

  constructor(
    private readonly program: SimulatedProgram,
    options: Partial<SimulationOptions>,
    private readonly watcher: Watcher = {},
    private readonly changes: Changes = {},
  ) {
    const all = { ...DEFAULT_SIMULATION, ...options };
    this.#world = {
      options: all,
      timeline: new Timeline((error, owner) => this.#bugOf(owner, error)),
      draws: new Draws(all.seed),
      history: new History(watcher.onHistory),
      measures: new Measures(all.users),
      nature: { name: 'nature', isGone: false, drawn: 0 },
      print: watcher.print ?? new Console(process.stderr),
      refuse: (what) => this.#refuse(what),
    };
    this.inside = program.load(this.#world);
    this.#network = new SimulatedNetwork(this.#world);
    this.inside.useCarrier(this.#network);
  }

  get options(): SimulationOptions {
    return this.#world.options;
  }

  /**
   * Runs the simulation from its start to its end. Can be called once.
   *
   * @throws SimulationError if the simulated code uses the real world, or throws an error that is
   *   not a refusal
   */
  async run(): Promise<SimulationResult> {
    const { options, timeline, nature, measures, history } = this.#world;
    if (options.joining) this.#startJoining();
    else this.#startAcquainted();
    for (const fault of options.faults) {
      timeline.after(fault.atMs * MS, nature, () => this.#suffer(fault));
    }
    const end = (): number => (timeline.end = timeline.now + options.settleMs * MS);
    const find = (index: number): void => this.#find(this.users[index]);
    startMining(this.#world, find, end, this.changes.drawFinder);
    await timeline.run();
    const figures = measures.figures(this.chains());
    return { ...figures, durationMs: timeline.now / MS, digest: history.digest() };
  }

  /** Returns the chains of the living users. */
  chains(): Block[][] {
    return this.users.flatMap(({ server, isGone }) =>
      server === undefined || isGone ? [] : [server.chain.blocks],
    );
  }

  /** Returns new keys, for a world without users. */
  createKeys(count: number): Keys[] {
    const { timeline, nature } = this.#world;
    return Array.from({ length: count }, () =>
      timeline.during(nature, () => this.inside.createKeys()),
    );
  }

  #startAcquainted(): void {
    const { options, timeline, draws, nature } = this.#world;
    const inside = this.inside;
    const genesis = timeline.during(nature, () => inside.createGenesisBlock(START_MS, DIFFICULTY));
    const others = acquaintances(options.users, options.known, draws);
    const made = others.map((_, index) => {
      const user = this.#newUser(index);
      const keys = timeline.during(user, () => inside.createKeys());
      const peer = { ...user.endpoint, name: nameOf(index), address: keys.address };
      return { user, keys, peer };
    });
    for (const { user, keys } of made) {
      const peers = others[user.index].map((other) => made[other].peer);
      this.#start(user, { keys, acquainted: { genesis, peers } });
    }
  }

  #startJoining(): void {
    const { options, timeline, nature } = this.#world;
    for (let index = 0; index < options.users; index++) {
      const user = this.#newUser(index);
      const join = index === 0 ? [] : [this.users[0].endpoint];
      timeline.after(index * JOIN_PAUSE_MS * MS, nature, () => this.#start(user, { join }));
    }
  }

  #newUser(index: number, life = 0): SimulatedUser {
    const clock = (): number => this.#world.timeline.date + this.#skewOf(index);
    const user = new SimulatedUser(index, life, this.#network.endpointOf(index), clock);
    this.users[index] = user;
    this.#network.add(user);
    return user;
  }

  #skewOf(index: number): number {
    const { draws, options } = this.#world;
    return Math.round(draws.between(`skew ${index}`, -options.skewMs, options.skewMs));
  }

  /** Starts a user, in an event of its own. */
  #start(user: SimulatedUser, { join = [], keys, acquainted }: Beginning): void {
    const { options, timeline } = this.#world;
    timeline.after(0, user, () => {
      user.signals = this.inside.createSignals();
      const started = this.inside.startUser({
        options: {
          ...{ ...DEFAULT_OPTIONS, ...user.endpoint, name: nameOf(user.index), join },
          difficulty: DIFFICULTY,
          gossipMs: options.gossipMs || LONGEST_MS,
          messageTimeoutMs: options.messageTimeoutMs,
          clockSkewMs: this.#skewOf(user.index),
        },
        keys: keys ?? this.inside.createKeys(),
        signals: user.signals,
        minerPort: user.miner as unknown as Inside.UserParts['minerPort'],
        report: (event) => this.#report(user, event),
        signal: user.signal,
        onMade: (server) => (user.server = server),
        acquainted,
      });
      started.catch((error: unknown) => this.#failed(user, error));
    });
  }

  /** Lets a user find a block, if it has a job. */
  #find(user: SimulatedUser): void {
    this.#world.timeline.after(0, user, () => {
      const { miner, signals } = user;
      if (this.changes.find?.(user)) return;
      if (miner.newest === undefined || signals === undefined) return;
      const mined = this.inside.finishJob(miner.newest.job, miner.newest.begunAt, signals);
      if (mined !== undefined) miner.handIn(mined);
    });
  }

  #report(user: SimulatedUser, event: UserEvent): void {
    const { timeline, history, measures } = this.#world;
    history.add(timeline.now, `${user.index} ${JSON.stringify(event)}`);
    measures.note(event, user.index, user.server?.chain.blocks ?? [], timeline.now);
    if (event.event === 'error') timeline.fail(this.#bugOf(user, event));
    this.watcher.onEvent?.(event, user, timeline.now / MS);
  }

  /** Ends a user that found no other user. Every other error at a start is a bug. */
  #failed(user: SimulatedUser, error: unknown): void {
    const { timeline, history } = this.#world;
    history.add(timeline.now, `${user.index} left`);
    if ((error as { code?: string }).code === 'nobody-there') this.#network.crash(user);
    else timeline.fail(this.#bugOf(user, error));
  }

  /** Returns the error that names the line and the user of a bug. */
  #bugOf({ name }: Owner, error: unknown): unknown {
    if (error instanceof SimulationError) return error;
    const { message, stack } = error as Error;
    const seconds = (this.#world.timeline.now / MS / 1000).toFixed(3);
    return this.program.errorAt('user-bug', `${message} (${name}, after ${seconds} s)`, stack);
  }

  #refuse(what: string): never {
    const explanation = `${what}: ${SIMULATION_CODES['real-world']}`;
    const error = this.program.errorAt('real-world', explanation, new Error(what).stack);
    this.#world.timeline.fail(error);
    throw error;
  }

  #suffer(fault: Fault): void {
    const { timeline, history } = this.#world;
    history.add(timeline.now, JSON.stringify(fault));
    if (fault.kind === 'cut') this.#network.cut(fault.groups);
    else if (fault.kind === 'heal') this.#network.cut([]);
    else if (fault.kind === 'crash') this.#network.crash(this.users[fault.user]);
    else if (fault.kind === 'deaf') this.users[fault.user].isDeaf = fault.on;
    else if (fault.kind === 'slow') this.users[fault.user].workTime = fault.workMs * MS;
    else this.#return(this.users[fault.user]);
  }

  /** Starts a crashed user again, with an empty memory. */
  #return({ index, life, isGone }: SimulatedUser): void {
    if (!isGone) return;
    const living = this.users.filter((user) => !user.isGone);
    const join = living.slice(0, MOST_ASKED).map(({ endpoint }) => endpoint);
    this.#start(this.#newUser(index, life + 1), { join });
  }
}

function nameOf(index: number): string {
  return `user-${index}`;
}
