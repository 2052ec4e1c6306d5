import { AN_ERROR, DEATH } from '../channel/ShortLife';
import type { Answer, LifeMove, LifeSeen, ThreadAct } from '../channel/ShortLife';
import { ROLES } from '../channel/ThreadOrder';
import type { Role } from '../channel/ThreadOrder';

/** A call whose state no sentence decides now. */
export const UNDECIDED = '?';

/** What the sentences say about a user at some moment. What they leave open is missing. */
export type Expected = Partial<LifeSeen>;

/** How many calls a life has at most while the threads are ending. A thread has only a second. */
const MOST_WHILE_ENDING = 3;

/** Follows a life, and says what has to be seen of the user. */
export class Forecast {
  private phase: 'idle' | 'starting' | 'running' | 'ending' = 'idle';
  /** The threads that run. */
  readonly alive = new Set<Role>();
  private readonly ready = new Set<Role>();
  private readonly calls: string[] = [];
  /** The calls that were made. */
  readonly made: Array<'start' | 'stop' | `start without ${Role}`> = [];
  /** The number of the start that waits. */
  private starting = -1;
  /** The numbers of the stops that wait. */
  private stopping: number[] = [];
  /** What the waiting start rejects with. Undefined if no thread has died. */
  private reason: string | undefined;
  private failed: string[] | undefined = [];
  private threads = 0;
  private signals = 0;
  private movesWhileEnding = 0;
  /** True if the user is started again when it has stopped. */
  private restarts = false;
  /** What the listener of `failed` does when it is called. */
  private answer: Answer | undefined;

  /** True if the listener of `failed` has still to act. */
  get isArmed(): boolean {
    return this.answer !== undefined;
  }

  /** True if nothing of the user runs. */
  get isIdle(): boolean {
    return this.phase === 'idle';
  }

  /** The moves that can follow, as far as the sentences decide what happens then. */
  *moves(): Iterable<LifeMove> {
    if (this.phase === 'ending') {
      for (const who of this.alive) yield `${who} ends`;
      if (this.movesWhileEnding >= MOST_WHILE_ENDING) return;
      yield 'stop';
      // While a start waits that failed, no sentence says if the user can be started.
      if (!this.restarts && this.starting < 0) yield 'stop and start';
      for (const who of this.alive) {
        yield* [`${who} ready`, `${who} other`] as const;
        // No sentence says if `failed` is called now.
        if (!this.isArmed) yield `${who} dies`;
      }
      return;
    }
    yield* ['start', 'stop'] as const;
    if (this.phase === 'idle') {
      for (const role of ROLES) yield `start without ${role}`;
      return;
    }
    if (this.phase === 'running') yield 'stop and start';
    for (const who of ROLES) {
      yield* [`${who} ready`, `${who} dies`, `${who} exits`, `${who} exits with 3`] as const;
      yield `${who} other`;
    }
  }

  make(move: LifeMove): void {
    if (this.phase === 'ending') this.movesWhileEnding++;
    if (move === 'start') return this.start();
    if (move === 'stop') return this.stop();
    if (move === 'stop and start') return this.stopAndStart();
    if (move.startsWith('on failed')) {
      this.answer = move.slice('on failed, '.length) as Answer;
      return;
    }
    if (move.startsWith('start without')) {
      this.made.push(move as `start without ${Role}`);
      this.calls.push(`rejects with ${DEATH}`);
      if (move === 'start without server') return;
      this.threads++;
      this.signals++;
      return;
    }
    const [who, ...words] = move.split(' ') as [Role, ...string[]];
    const act = words.join(' ') as ThreadAct;
    if (act === 'other') return;
    if (act === 'ready') this.hearReady(who);
    else this.lose(who, act);
  }

  /** What has to be seen now. */
  see(): Expected {
    const { phase } = this;
    const alive = ROLES.filter((role) => this.alive.has(role)).join(', ');
    return {
      calls: [...this.calls],
      alive,
      asked: phase === 'ending' ? alive : '',
      terminated: '',
      unheard: 0,
      started: `${this.threads}, ${this.signals}`,
      ...(phase !== 'ending' && { threads: phase === 'idle' ? 'undefined' : 'what runs' }),
      ...(this.failed !== undefined && { failed: this.failed.join(', ') }),
    };
  }

  private start(): void {
    this.made.push('start');
    if (this.phase !== 'idle') {
      this.calls.push(`rejects with ${AN_ERROR}`);
      return;
    }
    this.starting = this.calls.push('waits') - 1;
    this.phase = 'starting';
    this.reason = undefined;
    this.threads += 2;
    this.signals++;
    this.ready.clear();
    for (const role of ROLES) this.alive.add(role);
  }

  private stop(): void {
    this.made.push('stop');
    if (this.phase === 'idle') {
      this.calls.push('resolves');
      this.restart();
      return;
    }
    this.stopping.push(this.calls.push('waits') - 1);
    // No sentence says when a start rejects that was stopped: at once, or when the threads have ended.
    if (this.phase === 'starting') this.calls[this.starting] = UNDECIDED;
    if (this.phase !== 'ending') this.end();
  }

  private stopAndStart(): void {
    this.restarts = true;
    this.stop();
  }

  private hearReady(who: Role): void {
    if (this.phase !== 'starting') return;
    this.ready.add(who);
    if (this.ready.size < ROLES.length) return;
    this.phase = 'running';
    this.calls[this.starting] = 'resolves';
    this.starting = -1;
  }

  /** A thread ends, of an error or without. */
  private lose(who: Role, act: ThreadAct): void {
    this.alive.delete(who);
    const isOfError = act === 'dies' || act.startsWith('throws');
    const error = isOfError ? DEATH : AN_ERROR;
    if (this.phase === 'starting') {
      this.reason = error;
      this.end();
    } else if (this.phase === 'running') {
      this.failed?.push(error);
      this.end();
      this.answerFailure();
    } else if (isOfError) {
      // The user ends anyway. No sentence says if this error is told.
      this.failed = undefined;
    }
    if (this.alive.size === 0) this.over();
  }

  private answerFailure(): void {
    const { answer } = this;
    this.answer = undefined;
    if (answer === 'stop') this.stop();
    if (answer === 'stop and start') this.stopAndStart();
  }

  private end(): void {
    this.phase = 'ending';
    this.movesWhileEnding = 0;
  }

  private over(): void {
    this.phase = 'idle';
    for (const stop of this.stopping) this.calls[stop] = 'resolves';
    this.stopping = [];
    if (this.starting >= 0) {
      this.calls[this.starting] = `rejects with ${this.reason ?? AN_ERROR}`;
      this.starting = -1;
    }
    this.restart();
  }

  private restart(): void {
    if (!this.restarts) return;
    this.restarts = false;
    this.start();
  }
}
