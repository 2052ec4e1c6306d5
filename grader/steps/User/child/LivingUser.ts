import type { MessagePort } from 'node:worker_threads';
import type * as UserStep from '../../../../solution/User';
import type { MinerData } from '../../../../solution/supplied/user/minerEntry';
import type { ServerData } from '../../../../solution/supplied/user/serverThread';
import type { Signals } from '../../../../solution/supplied/user/signalCells';
import { DEFAULT_OPTIONS } from '../../../../solution/supplied/user/UserOptions';
import { AN_ERROR, DEATH } from '../channel/ShortLife';
import type { Answer, LifeMove, LifeSeen, ThreadAct } from '../channel/ShortLife';
import { NOT_READY, ROLES } from '../channel/ThreadOrder';
import type { Role } from '../channel/ThreadOrder';
import type { FakeData, FakeThread, ThreadOwner } from './FakeThread';

/** The real clock. The submission could replace the global clock later. */
const now = performance.now.bind(performance);

/** A thread has a second before it can be terminated. A bit less, because clocks are not exact. */
const SECOND_MS = 900;

const START_WITHOUT = /^start without (server|miner)$/;
const CODES: Readonly<Partial<Record<ThreadAct, number>>> = {
  ends: 0,
  exits: 0,
  'exits with 3': 3,
  dies: 1,
  'throws a text': 1,
  'throws a number': 1,
  'throws an object': 1,
};

/** What a thread can post that does not count. The server really posts the first two. */
const OTHER_MESSAGES: readonly unknown[] = [
  { event: 'ready', endpoint: { host: '127.0.0.1', port: 4000 }, name: 'alice', address: 'a' },
  { event: 'coin', index: 1 },
  ...NOT_READY,
  { event: 'message', message: 'ready' },
  'READY',
  ' ready',
  'stop',
  '',
  true,
  1,
  0,
  null,
];

/** Makes a user whose threads get the data of their fakes. */
export type CreateUser = (fakeOf: (role: Role) => FakeData) => InstanceType<typeof UserStep.User>;

/** Prepares a class of users of the submission. */
export function usersOf({ User }: typeof UserStep): CreateUser {
  class UserOfFakes extends User {
    fakeOf: ((role: Role) => FakeData) | undefined;

    protected override serverData(signals: Signals, port: MessagePort): ServerData {
      const data = super.serverData(signals, port);
      return Object.assign(data, { fake: this.fakeOf?.('server') });
    }

    protected override minerData(signals: Signals, port: MessagePort): MinerData {
      const data = super.minerData(signals, port);
      return Object.assign(data, { fake: this.fakeOf?.('miner') });
    }
  }
  const code = { server: 'server.js', miner: 'miner.js' };
  return (fakeOf) => {
    const user = new UserOfFakes({ ...DEFAULT_OPTIONS, name: 'alice', port: 0 }, code);
    user.fakeOf = fakeOf;
    return user;
  };
}

/** A user of the submission. Its threads are fakes that do what a life orders. */
export class LivingUser implements ThreadOwner {
  /** True if a thread was terminated after its second. What comes then is not judged. */
  isLate = false;
  private readonly user: InstanceType<typeof UserStep.User>;
  private readonly threads: FakeThread[] = [];
  private readonly errors = new Set<unknown>();
  private readonly calls: string[] = [];
  private readonly failures: string[] = [];
  private readonly terminations: string[] = [];
  private unheardErrors = 0;
  /** What the listener of `failed` does when it is called. */
  private answer: Answer | undefined;
  /** The thread of the next start that cannot be started. */
  private cannotStart: Role | undefined;
  /** When the running threads were not asked to stop yet. */
  private lastUnasked = now();

  /** @param create makes a user from a function that gives each thread its data */
  constructor(create: CreateUser) {
    this.user = create((role) => this.dataOf(role));
    this.user.on('failed', (error) => this.hearFailure(error));
  }

  make(move: LifeMove): void {
    if (move === 'start' || move === 'stop') return this.call(move);
    if (move === 'stop and start') return this.call('stop', () => this.call('start'));
    if (move.startsWith('on failed')) {
      this.answer = move.slice('on failed, '.length) as Answer;
      return;
    }
    const without = START_WITHOUT.exec(move)?.[1] as Role | undefined;
    if (without !== undefined) {
      this.cannotStart = without;
      this.call('start');
      this.cannotStart = undefined;
      return;
    }
    const [who, ...words] = move.split(' ');
    const act = words.join(' ') as ThreadAct;
    const thread = this.threads.findLast(({ role }) => role === who);
    if (act === 'ready') return thread?.say('ready');
    if (act === 'other') return OTHER_MESSAGES.forEach((message) => thread?.say(message));
    thread?.end(CODES[act] ?? 0, this.newReason(act));
  }

  see(): LifeSeen {
    const alive = this.threads.filter((thread) => thread.isAlive);
    const asked = alive.filter((thread) => thread.isAsked);
    if (asked.length === 0) this.lastUnasked = now();
    return {
      calls: [...this.calls],
      alive: rolesOf(alive),
      asked: rolesOf(asked),
      threads: this.seeThreads(),
      failed: this.failures.join(', '),
      terminated: this.terminations.join(', '),
      started: `${this.threads.length}, ${new Set(this.threads.map(({ signals }) => signals)).size}`,
      unheard: this.unheardErrors,
    };
  }

  started(thread: FakeThread): void {
    this.threads.push(thread);
  }

  terminated({ role }: FakeThread): void {
    if (this.cannotStart !== undefined || this.isForgiven.has(role)) return;
    if (now() - this.lastUnasked >= SECOND_MS) this.isLate = true;
    else this.terminations.push(String(role));
  }

  unheard(): void {
    this.unheardErrors++;
  }

  /** The threads that a start can terminate, because the other thread could not be started. */
  private readonly isForgiven = new Set<Role | undefined>();

  private dataOf(role: Role): FakeData {
    const { cannotStart } = this;
    this.isForgiven[cannotStart === undefined ? 'delete' : 'add'](role);
    return {
      role,
      owner: this,
      isWilling: cannotStart !== undefined,
      ...(cannotStart === role && { cannotStart: this.newError() }),
    };
  }

  private call(name: 'start' | 'stop', then?: () => void): void {
    const at = this.calls.push('waits') - 1;
    void this.user[name]().then(
      () => {
        this.calls[at] = 'resolves';
        then?.();
      },
      (error: unknown) => (this.calls[at] = `rejects with ${this.nameOf(error)}`),
    );
  }

  private hearFailure(error: unknown): void {
    this.failures.push(this.nameOf(error));
    const { answer } = this;
    this.answer = undefined;
    if (answer !== undefined) this.make(answer);
  }

  /** Returns what a thread dies of, or undefined if it just ends. All of these values differ. */
  private newReason(act: ThreadAct): unknown {
    if (act === 'dies') return this.newError();
    const number = this.errors.size + 1;
    const thrown = {
      'throws a text': `text ${number}`,
      'throws a number': number,
      'throws an object': { code: 'EADDRINUSE', number },
    };
    if (!Object.hasOwn(thrown, act)) return undefined;
    const reason = thrown[act as keyof typeof thrown];
    this.errors.add(reason);
    return reason;
  }

  private newError(): Error {
    const error = new Error('listen EADDRINUSE: address already in use');
    this.errors.add(error);
    return error;
  }

  private nameOf(error: unknown): string {
    if (this.errors.has(error)) return DEATH;
    return error instanceof Error ? AN_ERROR : 'something else';
  }

  private seeThreads(): LifeSeen['threads'] {
    const found = this.user.threads as Readonly<Record<string, unknown>> | undefined;
    if (found === undefined) return 'undefined';
    const newest = ROLES.map((role) => this.threads.findLast((thread) => thread.role === role));
    const areNewest = ROLES.every((role, i) => found[role] === newest[i]);
    return areNewest && found['signals'] === newest[0]?.signals ? 'what runs' : 'something else';
  }
}

function rolesOf(threads: readonly FakeThread[]): string {
  return threads.map(({ role }) => role).join(', ');
}
