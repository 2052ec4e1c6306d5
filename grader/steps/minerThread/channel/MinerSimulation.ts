import {
  createSignals,
  HASHES,
  JOB,
  NO_JOB,
  postNumber,
  raiseStop,
  STOP,
} from '../../../../solution/supplied/user/signalCells';
import type { Job } from '../../../../solution/supplied/types';
import type { Access } from '../../support/channel/Access';

/** One action of the server thread. */
export type ServerAction =
  | { does: 'post'; job: Job }
  /** Sends a job, but does not store the number of the job yet. */
  | { does: 'send'; job: Job }
  | { does: 'store'; number: number }
  | { does: 'callOff'; number: number }
  | { does: 'stop' }
  /** Takes the counted hashes. */
  | { does: 'take' }
  /** Wakes the miner, although no number changes. A notification can come late. */
  | { does: 'wake' }
  /** Posts a job like the newest one, with the next number. */
  | { does: 'postNext' }
  /** The call of a tool that runs now takes this time. All clocks go on. */
  | { does: 'delay'; ms: number }
  /** Sets the computer's date and time forward by `ms` milliseconds. */
  | { does: 'setClock'; ms: number };

/**
 * When the server thread acts: after some milliseconds, or during the `nth` event of one kind. Both
 * counts start at the previous act. An event is a call, a hash or a look. A look is any use of the
 * memory, the tools or a clock by the miner.
 */
export type When =
  { after: number } | { on: 'readJob' | 'handIn' | 'now' | 'hash' | 'look'; nth: number };

/** The script of a simulation. The acts happen in this order. */
export interface Script {
  restMs: number;
  /** True if the story shows each count of hashes. */
  tellsCounts?: boolean;
  acts: ReadonlyArray<{ when: When; actions: readonly ServerAction[]; times?: number }>;
  /** The maximum number of hashes and looks together. */
  most?: number;
  /** The maximum number of sleeps. */
  mostSleeps?: number;
  /** The maximum number of blocks that are handed in. */
  mostHandedIn?: number;
}

/** One thing that an observer of a run sees. */
export type Seen =
  | { seen: 'act'; action: ServerAction }
  /** The miner has put `NO_JOB` in the cell JOB, which held this number. */
  | { seen: 'claim'; number: number }
  | { seen: 'handIn'; mined: unknown }
  /** The call of `handIn` returns. */
  | { seen: 'handedIn' }
  | { seen: 'now'; time: number }
  | { seen: 'end'; end: MinerRun['end'] }
  /** The miner falls asleep, for at most `ms` milliseconds. */
  | { seen: 'sleep'; ms: number }
  | { seen: 'hash' | 'look' | 'wake' };

/**
 * Sees all that happens in a run. Returns true if the miner has broken a sentence. `cell` is the
 * number in the cell JOB.
 */
export type Observe = (seen: Seen, progress: Progress, cell: number) => boolean;

/** The progress of the miner at one moment. */
export interface Progress {
  at: number;
  looks: number;
  sleeps: number;
  hashes: number;
}

/** The result of a run. Times are in milliseconds since the call of the miner. */
export interface MinerRun {
  /**
   * `asleep`: no event could wake the miner. `awake`: the miner reached a limit of the simulation.
   */
  end: 'returned' | 'asleep' | 'awake';
  ended: Progress;
  /** The progress at each act that took place. */
  acts: Progress[];
  /** `claimed` is true if the number of the job was no longer in the cell JOB. */
  handedIn: Array<Progress & { mined: unknown; claimed: boolean }>;
  /** The progress at each call of readJob. */
  reads: Progress[];
  /** The times that `now` returned. */
  times: number[];
  /** The number in the cell HASHES at the end. */
  counted: number;
  /** How many hashes the server thread took. */
  taken: number;
  /** True if the server thread cancelled a job in time. */
  calledOff: boolean;
  story: string[];
  /** The line of the story at which the observer saw a broken sentence. */
  brokenAt?: number;
}

/** The simulated time of each hash and each look, in milliseconds. */
const TICK = 1;
/** The default maximum number of hashes and looks together. */
const MOST = 30_000;
/** The maximum number of sleeps. */
const MOST_SLEEPS = 300;
/** The clocks at the beginning. They differ, to show which clock the miner reads. */
const STEADY = 50_000;
const WALL = 1_600_000_000_000;
const WRONG_WALL = 1_650_000_000_000;
/** A miner that hands in this many blocks is stopped. */
const MOST_HANDED_IN = 6;
/** How many lines at the beginning and at the end of a long story are shown. */
const STORY_HEAD = 4;
const STORY_TAIL = 8;
/** How many lines before the one that decides are shown. */
const STORY_BEFORE = 5;
/** If more lines matter, only the beginning and the end are shown. */
const MOST_MATTER = 40;
/**
 * The story shows the time after each jump that is longer than this, in milliseconds. An easy job
 * takes less time.
 */
const JUMP_MS = 200;
/** A story shows at most this many reports of the number of hashes. */
const MOST_COUNTS = 12;

/** How much of a job's number the story shows, in characters. */
const LONGEST_NUMBER = 40;

const HOUR = 3_600_000;
const CELLS = ['STOP', 'JOB', 'HASHES'];

/** The error that ends the simulation. The simulation throws this error inside the miner's code. */
class SimulationOver extends Error {}

/** Returns a job like this one, with the next number. */
export function jobAfter({ number, data, ...rest }: Job): Job {
  return { ...rest, number: number + 1, data: { ...data, id: `job-${number + 1}` } };
}

/** More looks than a correct miner takes between two jobs. */
export const MOST_LOOKS = 60;
/** The maximum number of hashes and looks in each of many runs. */
const MOST_EACH = 1500;

/**
 * Runs a script once for each moment at which its last act can happen. The first moment is the
 * miner's first look after the previous act. The second moment is the second look, and so on.
 *
 * @param runOne runs a script
 */
export function runAtEachLook(script: Script, runOne: (script: Script) => MinerRun): MinerRun[] {
  const runs: MinerRun[] = [];
  const before = script.acts.slice(0, -1);
  const { actions } = script.acts[before.length];
  for (let nth = 1; nth <= MOST_LOOKS; nth++) {
    const last = { when: { on: 'look', nth }, actions } as const;
    const run = runOne({ ...script, most: MOST_EACH, acts: [...before, last] });
    const tookPlace = run.acts.length > before.length;
    if (tookPlace || nth === 1) runs.push(run);
    if (!tookPlace) break;
  }
  return runs;
}

/**
 * Runs one miner on one thread with a simulated clock. Nothing in a run is random. The server
 * thread acts exactly at the moments of the script. It can act between any two steps of the miner.
 * A sleep takes no real time.
 */
export class MinerSimulation {
  /** The memory of the miner and the server thread. */
  readonly signals = createSignals();
  private readonly result: MinerRun = {
    end: 'returned',
    ended: { at: 0, looks: 0, sleeps: 0, hashes: 0 },
    acts: [],
    handedIn: [],
    reads: [],
    times: [],
    counted: 0,
    taken: 0,
    calledOff: false,
    story: [],
  };
  private readonly progress = { at: 0, looks: 0, sleeps: 0, hashes: 0 };
  private newest: Job | undefined;
  private wallAhead = 0;
  /** How many acts are over, and how often the next act has happened. */
  private acted = 0;
  private repeated = 0;
  /** How often each event has happened since the last act. `at` is the time of the last act. */
  private sinceAct = { readJob: 0, handIn: 0, now: 0, hash: 0, look: 0, at: 0 };
  private hashesTold = 0;
  private countsTold = 0;
  private notified = false;
  private readonly story: Array<{ at: number; text: string; matters: boolean }> = [];
  private brokenAt: number | undefined;
  private isActing = false;
  private isOver = false;

  private constructor(
    private readonly script: Script,
    private readonly observe: Observe,
  ) {}

  /**
   * Runs a miner with the acts of the script.
   *
   * @param mine runs the miner, and calls the methods of the simulation for all that the miner does
   */
  static run(
    script: Script,
    mine: (simulation: MinerSimulation) => void,
    observe: Observe = () => false,
  ): MinerRun {
    const simulation = new MinerSimulation(script, observe);
    simulation.actIfDue();
    try {
      mine(simulation);
      simulation.addToStory('it returns');
    } catch (error) {
      if (!(error instanceof SimulationOver)) throw error;
    }
    return simulation.finish();
  }

  /** False while the server thread acts, and after the end of the run. */
  get isMinersTurn(): boolean {
    return !this.isActing && !this.isOver;
  }

  readJob(): Job | undefined {
    const job = this.newest;
    this.addToStory(`readJob gives ${job === undefined ? 'nothing' : `job ${job.number}`}`);
    this.result.reads.push({ ...this.progress });
    this.onEvent('readJob');
    this.look();
    return job;
  }

  /** @param mined plain data */
  handIn(mined: unknown): void {
    const { result } = this;
    const { number } = Object(mined) as { number?: unknown };
    const shown = Object(number) === number ? 'of a number that is an object' : String(number);
    this.addToStory(`it hands in job ${shown.slice(0, LONGEST_NUMBER)}`, true);
    const claimed = this.signals[JOB] !== number;
    result.handedIn.push({ mined, claimed, ...this.progress });
    this.see({ seen: 'handIn', mined });
    if (!claimed) this.signals[JOB] = NO_JOB;
    if (result.handedIn.length >= (this.script.mostHandedIn ?? MOST_HANDED_IN))
      this.end('awake', 'and so it goes on');
    this.onEvent('handIn');
    this.see({ seen: 'handedIn' });
    this.look();
  }

  /** The miner calls `now`. */
  now(): number {
    this.onEvent('now');
    const time = Math.floor(this.look() + this.wallAhead + WALL);
    this.result.times.push(time);
    this.see({ seen: 'now', time });
    return time;
  }

  /** The miner reads a clock that never jumps. */
  steadyClock(): number {
    return this.look() + STEADY;
  }

  /** The miner reads the date and time from a clock other than `now`. */
  wallClock(): number {
    return this.look() + this.wallAhead + WRONG_WALL;
  }

  /** The miner makes a hash. */
  hash(): void {
    this.progress.hashes++;
    this.tick();
    this.see({ seen: 'hash' });
    this.onEvent('hash');
  }

  /** The miner uses shared memory. */
  access({ operation, cell, values, elsewhere }: Access, make: () => unknown): unknown {
    if (this.isActing) return make();
    this.look();
    if (operation === 'Atomics.wait') return this.wait(cell, values, elsewhere);
    const held = this.signals[JOB];
    const result = make();
    if (held > NO_JOB && this.signals[JOB] === NO_JOB) this.see({ seen: 'claim', number: held });
    const given = values.length === 0 ? '' : ` (${values.join(', ')})`;
    if (cell === JOB || cell === STOP) {
      this.addToStory(`${operation} of ${CELLS[cell]}${given} gives ${String(result)}`);
    } else if (cell === HASHES && this.script.tellsCounts) {
      const matters = ++this.countsTold <= MOST_COUNTS;
      this.addToStory(`${operation} of HASHES${given}: it holds ${this.signals[HASHES]}`, matters);
    }
    return result;
  }

  private finish(): MinerRun {
    const { result, signals } = this;
    this.isOver = true;
    this.see({ seen: 'end', end: result.end });
    if (this.script.tellsCounts) this.addToStory(`in the end HASHES holds ${signals[HASHES]}`);
    result.ended = { ...this.progress };
    result.counted = signals[HASHES];
    this.tellStory(result);
    return result;
  }

  /** Counts a look of the miner. Returns the simulated time. */
  private look(): number {
    this.progress.looks++;
    this.tick();
    this.see({ seen: 'look' });
    this.onEvent('look');
    return this.progress.at;
  }

  private wait(cell: unknown, values: readonly unknown[], elsewhere: boolean): string {
    const [value, timeout] = values;
    const name = elsewhere ? 'other memory' : (CELLS[Number(cell)] ?? 'no cell');
    const shown = `Atomics.wait on ${name}, if it holds ${String(value)}`;
    if (!elsewhere && this.signals[Number(cell)] !== value) {
      this.addToStory(`${shown}: it does not`);
      return 'not-equal';
    }
    if (++this.progress.sleeps > (this.script.mostSleeps ?? MOST_SLEEPS))
      this.end('awake', 'and so it goes on');
    const ms = Number(timeout);
    const until = Number.isNaN(ms) ? Infinity : this.progress.at + Math.max(0, ms);
    this.see({ seen: 'sleep', ms: until - this.progress.at });
    this.addToStory(`${shown}: asleep${until === Infinity ? '' : ` for ${shownTime(ms)}`}`);
    for (;;) {
      const next = this.nextByTime();
      if (Math.min(next, until) === Infinity) this.end('asleep', 'it sleeps for ever');
      if (next > until) break;
      this.progress.at = Math.max(this.progress.at, next);
      this.notified = false;
      this.actIfDue();
      if (this.notified && !elsewhere && cell === JOB) return this.wake('ok');
    }
    this.progress.at = until;
    return this.wake('timed-out');
  }

  private wake(result: string): string {
    this.see({ seen: 'wake' });
    return result;
  }

  private see(seen: Seen): void {
    if (!this.observe(seen, this.progress, this.signals[JOB])) return;
    this.brokenAt ??= Math.max(0, this.story.length - 1);
  }

  /** Returns the time of the next act. Returns Infinity if the next act waits for an event. */
  private nextByTime(): number {
    const act = this.script.acts.at(this.acted);
    return act !== undefined && 'after' in act.when ? this.sinceAct.at + act.when.after : Infinity;
  }

  private tick(): void {
    if (this.isOver) throw new SimulationOver();
    this.progress.at += TICK;
    if (this.progress.looks + this.progress.hashes > (this.script.most ?? MOST)) {
      this.end('awake', 'and so it goes on');
    }
    this.actIfDue();
  }

  private onEvent(what: 'readJob' | 'handIn' | 'now' | 'hash' | 'look'): void {
    this.sinceAct[what]++;
    this.actIfDue();
  }

  private actIfDue(): void {
    const act = this.script.acts.at(this.acted);
    if (act === undefined) return;
    const { when, actions } = act;
    const isDue =
      'after' in when
        ? this.progress.at >= this.sinceAct.at + when.after
        : this.sinceAct[when.on] >= when.nth;
    if (!isDue) return;
    this.repeated++;
    if (this.repeated >= (act.times ?? 1)) {
      this.acted++;
      this.repeated = 0;
    }
    this.sinceAct = { readJob: 0, handIn: 0, now: 0, hash: 0, look: 0, at: this.progress.at };
    this.result.acts.push({ ...this.progress });
    this.isActing = true;
    for (const action of actions) {
      this.act(action);
      this.see({ seen: 'act', action });
    }
    this.isActing = false;
    this.actIfDue();
  }

  private act(action: ServerAction): void {
    const { signals } = this;
    switch (action.does) {
      case 'post':
        this.newest = action.job;
        postNumber(signals, action.job.number);
        this.notified = true;
        return this.addToStory(`${nameOf(action.job)} is posted`, true);
      case 'send':
        this.newest = action.job;
        return this.addToStory(`${nameOf(action.job)} is sent, its number not yet stored`, true);
      case 'store':
        postNumber(signals, action.number);
        this.notified = true;
        return this.addToStory(`the number ${action.number} is stored`, true);
      case 'callOff':
        this.result.calledOff = signals[JOB] === action.number;
        if (this.result.calledOff) signals[JOB] = NO_JOB;
        return this.addToStory(
          `job ${action.number} is ${this.result.calledOff ? 'cancelled' : 'not cancelled: too late'}`,
          true,
        );
      case 'stop':
        raiseStop(signals);
        this.notified = true;
        return this.addToStory('it is told to stop', true);
      case 'take':
        this.result.taken += Atomics.exchange(signals, HASHES, 0);
        return this.addToStory('the counted hashes are taken', true);
      case 'wake':
        this.notified = true;
        return this.addToStory('it is woken, and no number has changed', true);
      case 'postNext':
        if (this.newest === undefined) return;
        return this.act({ does: 'post', job: jobAfter(this.newest) });
      case 'delay':
        this.progress.at += action.ms;
        return this.addToStory(`the call has taken ${shownTime(action.ms)}`, true);
      case 'setClock':
        this.wallAhead += action.ms;
        return this.addToStory("the computer's date and time are set", true);
    }
  }

  private end(end: MinerRun['end'], story: string): never {
    this.result.end = end;
    this.isOver = true;
    this.addToStory(story);
    throw new SimulationOver();
  }

  private addToStory(text: string, matters = false): void {
    const { hashes } = this.progress;
    const more = hashes - this.hashesTold;
    this.hashesTold = hashes;
    if (more > 0) {
      const counts = this.script.tellsCounts === true && this.countsTold <= MOST_COUNTS;
      this.addToStory(`hashes made: ${more}`, counts);
    }
    this.story.push({ at: this.progress.at, text, matters });
  }

  /**
   * Writes the lines of the story into the result, some with their time. The number of hashes of an
   * easy job differs by seed. This number must not decide which lines have a time, because the same
   * mistake must give similar stories.
   */
  private tellStory(result: MinerRun): void {
    const { story, brokenAt } = this;
    let shown: number | undefined;
    // A long life has many lines that matter.
    const end = story.filter(({ matters }) => matters).length > MOST_MATTER ? STORY_HEAD : Infinity;
    const isTold = (i: number): boolean =>
      i < STORY_HEAD ||
      i >= story.length - STORY_TAIL ||
      (story[i]?.matters && i < end) ||
      (brokenAt !== undefined && i >= brokenAt - STORY_BEFORE && i <= brokenAt + 1);
    for (const [i, { at, text, matters }] of story.entries()) {
      if (!isTold(i)) {
        if (isTold(i - 1)) result.story.push('…');
        continue;
      }
      if (i === brokenAt) result.brokenAt = result.story.length;
      const passed = i > 0 && isTold(i - 1) ? at - story[i - 1].at : Infinity;
      const isTimed = at !== shown && (matters || passed > JUMP_MS);
      if (isTimed) shown = at;
      result.story.push(isTimed ? `${shownTime(at)}: ${text}` : text);
    }
  }
}

function nameOf({ number, urgent }: Job): string {
  return `job ${number}${urgent ? ', urgent,' : ''}`;
}

function shownTime(ms: number): string {
  return ms < HOUR ? `${(ms / 1000).toFixed(2)} s` : `${(ms / HOUR).toFixed(1)} h`;
}
