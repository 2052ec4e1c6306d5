import { MS } from '../clock/Timeline';
import type { Arrival, Carrier, Outcome, Serve } from '../inside/simulatedTcp';
import type { Endpoint } from '../../solution/supplied/types';
import { endpointKey } from '../../solution/supplied/wire/endpointKey';
import type { SimulatedUser } from '../users/SimulatedUser';
import type { World } from '../World';
import { Letters } from './Letters';
import type { Letter } from './Letters';

/** The first port of the users on a host. */
const FIRST_PORT = 6000;

/** What becomes of a connection. A lost one loses its request or its answer. */
type Fate = 'arrives' | 'loses request' | 'loses answer' | 'breaks';

/** A request on its way. */
interface Exchange {
  from: SimulatedUser;
  target: SimulatedUser;
  letter: Letter;
  /** How long a packet travels. */
  delay: number;
  fate: Fate;
  settle: (outcome: Outcome) => void;
  /** Tells the sender that the connection broke. */
  breakOff: () => void;
}

/**
 * The network between the users. A connection takes four delays: two until it is made, one for the
 * request, and one for the answer. TCP repeats lost packets, so a message arrives whole or not at
 * all.
 */
export class SimulatedNetwork implements Carrier {
  readonly #users = new Map<string, SimulatedUser>();
  readonly #letters = new Letters();
  /** The group of each user, while cables are cut. */
  #groups = new Map<number, number>();

  constructor(private readonly world: World) {}

  /** Returns the endpoint of a user. */
  endpointOf(index: number): Endpoint {
    const { users, hosts = users } = this.world.options;
    const host = index % hosts;
    return {
      host: `10.${host >> 16}.${(host >> 8) & 255}.${host & 255}`,
      port: FIRST_PORT + Math.floor(index / hosts),
    };
  }

  /** Adds a user. It takes the place of an earlier life. */
  add(user: SimulatedUser): void {
    this.#users.set(endpointKey(user.endpoint), user);
  }

  /** Cuts the cables between groups. The users that are not named are a group. */
  cut(groups: readonly (readonly number[])[]): void {
    this.#groups = new Map(groups.flatMap((group, i) => group.map((index) => [index, i])));
  }

  /** Ends a user. Its connections break, and its events never happen. */
  crash(user: SimulatedUser): void {
    user.isGone = true;
    for (const { breakOff } of user.unanswered) breakOff();
    user.unanswered.clear();
  }

  listen(serve: Serve): void {
    this.#current().serve = serve;
  }

  ask(to: Endpoint, message: object, timeoutMs: number, signal?: AbortSignal): Promise<Outcome> {
    const from = this.#current();
    const letter = this.#letters.write(message);
    return new Promise((resolve) => {
      const settle = (outcome: Outcome): void => {
        timer.run = undefined;
        if (signal !== from.signal) signal?.removeEventListener('abort', abort);
        resolve(outcome);
      };
      const abort = (): void => settle('lost');
      const timer = this.world.timeline.after(timeoutMs * MS, from, () => settle('too-slow'));
      // The user's own signal is never aborted, and has many listeners.
      if (signal !== from.signal) signal?.addEventListener('abort', abort);
      if (signal?.aborted) abort();
      else this.#connect(from, to, letter, settle);
    });
  }

  /** Sends a request. Calls `settle` when the sender knows what became of it. */
  #connect(from: SimulatedUser, to: Endpoint, letter: Letter, settle: Exchange['settle']): void {
    const { timeline } = this.world;
    const target = this.#users.get(endpointKey(to));
    const delay = this.#delayBetween(from.index, target?.index ?? -1);
    if (target !== undefined && this.#isCut(from, target)) return;
    if (target?.serve === undefined || target.isGone) {
      timeline.after(2 * delay, from, () => settle('lost'));
      return;
    }
    const breakOff = (): void => void timeline.after(delay, from, () => settle('lost'));
    const exchange = { from, target, letter, delay, fate: this.#fate(from), settle, breakOff };
    target.unanswered.add(exchange);
    timeline.after(this.#send(from, letter) + 3 * delay, target, () => this.#arrive(exchange));
  }

  /** A request has come to its target, if nothing went wrong. */
  #arrive(exchange: Exchange): void {
    const { from, target, letter, fate } = exchange;
    const isLost = fate === 'loses request' || target.isDeaf || this.#isCut(from, target);
    if (isLost || fate === 'breaks') {
      target.unanswered.delete(exchange);
      if (!isLost) exchange.breakOff();
      return;
    }
    this.#note(from, target, letter);
    const { timeline } = this.world;
    target.busyUntil = Math.max(timeline.now, target.busyUntil) + target.workTime;
    const work = target.busyUntil - timeline.now;
    if (work === 0) void this.#answer(exchange);
    else timeline.after(work, target, () => void this.#answer(exchange));
  }

  /** Lets the target answer a request, and sends the answer. */
  async #answer(exchange: Exchange): Promise<void> {
    const { from, target, letter, delay, fate, settle } = exchange;
    const arrival = ({ value, bytes }: Letter): Arrival => ({
      ...{ message: value, bytes, senderHost: from.endpoint.host, end: target.endpoint },
    });
    const reply = await target.serve?.(arrival(letter));
    target.unanswered.delete(exchange);
    if (reply === undefined) return exchange.breakOff();
    const answer = this.#letters.write(reply);
    const sent = this.#send(target, answer);
    if (fate === 'loses answer' || this.#isCut(from, target)) return;
    this.world.timeline.after(sent + delay, from, () => {
      if (this.#isCut(from, target)) return;
      this.#note(target, from, answer);
      settle(arrival(answer));
    });
  }

  /** Puts a message on the user's line. Returns how long until its last byte has left. */
  #send(user: SimulatedUser, { bytes }: Letter): number {
    const { timeline, options, measures } = this.world;
    measures.sent(bytes);
    if (options.bandwidth === 0) return 0;
    // A bit at one megabit a second takes a microsecond.
    const time = Math.ceil((8 * bytes) / options.bandwidth);
    user.lineUntil = Math.max(timeline.now, user.lineUntil) + time;
    return user.lineUntil - timeline.now;
  }

  /** Notes a message that arrives. */
  #note(from: SimulatedUser, to: SimulatedUser, { type, bytes, digest }: Letter): void {
    const { history, timeline } = this.world;
    history.add(timeline.now, `${from.index} > ${to.index} ${type} ${bytes} ${digest}`);
  }

  /** Returns how long a packet travels between two users, in whole microseconds. */
  #delayBetween(a: number, b: number): number {
    const { draws, options } = this.world;
    const chosen = options.delays?.[a]?.[b];
    if (chosen !== undefined) return Math.round(chosen * MS);
    const pair = a < b ? `${a} ${b}` : `${b} ${a}`;
    return Math.round(draws.between(`delay ${pair}`, 0.5, 1.5) * options.delayMs * MS);
  }

  #fate(from: SimulatedUser): Fate {
    const { draws, options } = this.world;
    const { lost, reset } = options;
    if (lost + reset === 0) return 'arrives';
    const drawn = draws.unit(draws.next(from, 'connection'));
    if (drawn < lost / 2) return 'loses request';
    if (drawn < lost) return 'loses answer';
    return drawn < lost + reset ? 'breaks' : 'arrives';
  }

  #isCut({ index: a }: SimulatedUser, { index: b }: SimulatedUser): boolean {
    return this.#groups.get(a) !== this.#groups.get(b);
  }

  /** The user whose event runs. */
  #current(): SimulatedUser {
    return this.world.timeline.owner as SimulatedUser;
  }
}
