import type { MinerTools } from '../../../../solution/minerThread';
import {
  createSignals,
  HASHES,
  JOB,
  NO_JOB,
  postNumber,
  raiseStop,
  STOP,
} from '../../../../solution/supplied/user/Signals';
import type { Job } from '../../../../solution/supplied/types';
import { underWatch } from '../../support/child/watchAtomics';
import type { Access } from '../../support/child/watchAtomics';
import { countingHashes } from './watchHashes';
import { withClock } from './withClock';

/** What the server thread does, all at once. */
export type Deed =
  | { does: 'post'; job: Job }
  /** Sends a job, and does not yet store its number. */
  | { does: 'send'; job: Job }
  | { does: 'store'; number: number }
  | { does: 'callOff'; number: number }
  | { does: 'stop' }
  /** The clock on the wall is set. */
  | { does: 'setClock'; ms: number };

/**
 * When the server thread acts, counted from its last act: after some time, or in the midst of the
 * `nth` call, hash, or look of the miner at its memory, its tools or a clock.
 */
export type When = { after: number } | { on: 'readJob' | 'handIn' | 'hash' | 'look'; nth: number };

/** What is to happen, in this order. */
export interface Script {
  restMs: number;
  /** Whether the story tells of the hashes that are counted. */
  tellsCounts?: boolean;
  acts: ReadonlyArray<{ when: When; deeds: readonly Deed[] }>;
  /** How many hashes and looks the miner has at most. */
  most?: number;
}

/** What the miner had done by the time of some act, or of the end. */
export interface Mark {
  at: number;
  looks: number;
  sleeps: number;
  hashes: number;
}

/** How a miner lived. Times are in milliseconds since it was called. */
export interface Life {
  /** `asleep`: nothing would ever have woken it; `awake`: it went on and on. */
  end: 'returned' | 'asleep' | 'awake';
  ended: Mark;
  /** One for each act that took place. */
  acts: Mark[];
  /** `claimed`: its number was no longer in JOB. */
  handedIn: Array<Mark & { mined: unknown; claimed: boolean }>;
  /** When each readJob was called, and what the miner had done by then. */
  reads: Mark[];
  /** What `now` gave. */
  times: number[];
  /** What is in HASHES at the end. */
  counted: number;
  /** Whether the server thread called off a job in time. */
  calledOff: boolean;
  story: string[];
}

/** How long a hash or a look takes, in milliseconds: a slow machine, on which all can be told apart. */
const TICK = 1;
/** So many hashes and looks it has, unless the script says otherwise, and so many sleeps. */
const MOST = 30_000;
const MOST_SLEEPS = 300;
/** The clocks when it begins. They differ, so that it shows which one was read. */
const STEADY = 50_000;
const WALL = 1_600_000_000_000;
const WRONG_WALL = 1_650_000_000_000;
/** Nobody hands in so many blocks. */
const MOST_HANDED_IN = 6;
/** Of a long story the beginning and the end are told, and what matters in between. */
const STORY_HEAD = 4;
const STORY_TAIL = 8;
/** A jump in time that is told, wherever in the story, in milliseconds: longer than an easy job takes. */
const JUMP_MS = 200;
/** Of counts that matter the first are told. */
const MOST_COUNTS = 12;

const HOUR = 3_600_000;
const CELLS = ['STOP', 'JOB', 'HASHES'];

/** Thrown through the miner to end its life. */
class Over extends Error {}

/**
 * A world for one miner, in which nothing happens by chance: one thread, its own time, and a server
 * thread that acts exactly when the script says so, also between any two steps of the miner. Nobody
 * sleeps in earnest.
 */
export class MinerWorld {
  private readonly signals = createSignals();
  private readonly life: Life = {
    end: 'returned',
    ended: { at: 0, looks: 0, sleeps: 0, hashes: 0 },
    acts: [],
    handedIn: [],
    reads: [],
    times: [],
    counted: 0,
    calledOff: false,
    story: [],
  };
  private readonly done = { at: 0, looks: 0, sleeps: 0, hashes: 0 };
  private newest: Job | undefined;
  private wallAhead = 0;
  private acted = 0;
  /** Since the last act: how often each of the things happened that an act can wait for. */
  private since = { readJob: 0, handIn: 0, hash: 0, look: 0, at: 0 };
  private hashesTold = 0;
  private countsTold = 0;
  private notified = false;
  private readonly story: Array<{ at: number; text: string; matters: boolean }> = [];
  private isActing = false;
  private isOver = false;

  private constructor(private readonly script: Script) {}

  /** Lets a miner live. */
  static live(minerThread: (tools: MinerTools) => unknown, script: Script): Life {
    const world = new MinerWorld(script);
    world.run(minerThread);
    return world.life;
  }

  private run(minerThread: (tools: MinerTools) => unknown): void {
    const { life, signals } = this;
    const clock = {
      steady: () => this.look() + STEADY,
      wall: () => this.look() + this.wallAhead + WRONG_WALL,
    };
    this.actIfDue();
    try {
      const returned = withClock(clock, () =>
        countingHashes(
          () => this.hash(),
          () =>
            underWatch(signals, this.access.bind(this), (cells) => minerThread(this.tools(cells))),
        ),
      );
      // A promise has returned, whatever it does afterwards: there is no world for it any more.
      Promise.resolve(returned).catch(() => undefined);
      this.tell('it returns');
    } catch (error) {
      if (!(error instanceof Over)) throw error;
    }
    this.isOver = true;
    if (this.script.tellsCounts) this.tell(`in the end HASHES holds ${signals[HASHES]}`);
    life.ended = { ...this.done };
    life.counted = signals[HASHES];
    life.story = this.shortStory();
  }

  private tools(signals: MinerTools['signals']): MinerTools {
    const { life } = this;
    return {
      signals,
      restMs: this.script.restMs,
      readJob: () => {
        const job = this.newest;
        this.tell(`readJob gives ${job === undefined ? 'nothing' : `job ${job.number}`}`);
        life.reads.push({ ...this.done });
        this.happen('readJob');
        this.look();
        return structuredClone(job);
      },
      handIn: (mined) => {
        const number: unknown = Object(mined).number;
        this.tell(`it hands in job ${String(number)}`, true);
        const claimed = this.signals[JOB] !== number;
        life.handedIn.push({ mined: structuredClone(mined), claimed, ...this.done });
        if (!claimed) this.signals[JOB] = NO_JOB;
        if (life.handedIn.length >= MOST_HANDED_IN) this.end('awake', 'and so it goes on');
        this.happen('handIn');
        this.look();
      },
      now: () => {
        const time = Math.floor(this.look() + this.wallAhead + WALL);
        life.times.push(time);
        return time;
      },
    };
  }

  /** The miner looks at something. @returns the time */
  private look(): number {
    this.done.looks++;
    this.pass();
    this.happen('look');
    return this.done.at;
  }

  private hash(): void {
    this.done.hashes++;
    this.pass();
    this.happen('hash');
  }

  private access({ operation, cell, values, elsewhere }: Access, make: () => unknown): unknown {
    if (this.isActing) return make();
    this.look();
    if (operation === 'Atomics.wait') return this.wait(cell, values, elsewhere);
    const result = make();
    const given = values.length === 0 ? '' : ` (${values.join(', ')})`;
    if (cell === JOB || cell === STOP) {
      this.tell(`${operation} of ${CELLS[cell]}${given} gives ${String(result)}`);
    } else if (cell === HASHES && this.script.tellsCounts) {
      const matters = ++this.countsTold <= MOST_COUNTS;
      this.tell(`${operation} of HASHES${given}: it holds ${this.signals[HASHES]}`, matters);
    }
    return result;
  }

  private wait(cell: unknown, values: readonly unknown[], elsewhere: boolean): string {
    const [value, timeout] = values;
    const name = elsewhere ? 'other memory' : (CELLS[Number(cell)] ?? 'no cell');
    const shown = `Atomics.wait on ${name}, if it holds ${String(value)}`;
    if (!elsewhere && this.signals[Number(cell)] !== value) {
      this.tell(`${shown}: it does not`);
      return 'not-equal';
    }
    if (++this.done.sleeps > MOST_SLEEPS) this.end('awake', 'and so it goes on');
    const ms = Number(timeout);
    const until = Number.isNaN(ms) ? Infinity : this.done.at + Math.max(0, ms);
    this.tell(`${shown}: asleep${until === Infinity ? '' : ` for ${shownTime(ms)}`}`);
    for (;;) {
      const next = this.nextByTime();
      if (Math.min(next, until) === Infinity) this.end('asleep', 'it sleeps for ever');
      if (next > until) break;
      this.done.at = Math.max(this.done.at, next);
      this.notified = false;
      this.actIfDue();
      if (this.notified && !elsewhere && cell === JOB) return 'ok';
    }
    this.done.at = until;
    return 'timed-out';
  }

  /** When the next act takes place, if it goes by time. */
  private nextByTime(): number {
    const act = this.script.acts.at(this.acted);
    return act !== undefined && 'after' in act.when ? this.since.at + act.when.after : Infinity;
  }

  private pass(): void {
    if (this.isOver) throw new Over();
    this.done.at += TICK;
    if (this.done.looks + this.done.hashes > (this.script.most ?? MOST)) {
      this.end('awake', 'and so it goes on');
    }
    this.actIfDue();
  }

  private happen(what: 'readJob' | 'handIn' | 'hash' | 'look'): void {
    this.since[what]++;
    this.actIfDue();
  }

  private actIfDue(): void {
    const act = this.script.acts.at(this.acted);
    if (act === undefined) return;
    const { when, deeds } = act;
    const isDue =
      'after' in when
        ? this.done.at >= this.since.at + when.after
        : this.since[when.on] >= when.nth;
    if (!isDue) return;
    this.acted++;
    this.since = { readJob: 0, handIn: 0, hash: 0, look: 0, at: this.done.at };
    this.life.acts.push({ ...this.done });
    this.isActing = true;
    for (const deed of deeds) this.act(deed);
    this.isActing = false;
    this.actIfDue();
  }

  private act(deed: Deed): void {
    const { signals } = this;
    switch (deed.does) {
      case 'post':
        this.newest = deed.job;
        postNumber(signals, deed.job.number);
        this.notified = true;
        return this.tell(`${nameOf(deed.job)} is posted`, true);
      case 'send':
        this.newest = deed.job;
        return this.tell(`${nameOf(deed.job)} is sent, its number not yet stored`, true);
      case 'store':
        postNumber(signals, deed.number);
        this.notified = true;
        return this.tell(`the number ${deed.number} is stored`, true);
      case 'callOff':
        this.life.calledOff = signals[JOB] === deed.number;
        if (this.life.calledOff) signals[JOB] = NO_JOB;
        return this.tell(
          `job ${deed.number} is ${this.life.calledOff ? 'called off' : 'to be called off: too late'}`,
          true,
        );
      case 'stop':
        raiseStop(signals);
        this.notified = true;
        return this.tell('it is told to stop', true);
      case 'setClock':
        this.wallAhead += deed.ms;
        return this.tell('the clock on the wall is set', true);
    }
  }

  private end(end: Life['end'], story: string): never {
    this.life.end = end;
    this.isOver = true;
    this.tell(story);
    throw new Over();
  }

  private tell(text: string, matters = false): void {
    const { hashes } = this.done;
    const more = hashes - this.hashesTold;
    this.hashesTold = hashes;
    if (more > 0) {
      const counts = this.script.tellsCounts === true && this.countsTold <= MOST_COUNTS;
      this.tell(`hashes made: ${more}`, counts);
    }
    this.story.push({ at: this.done.at, text, matters });
  }

  /**
   * What happened, with the time where it matters. Which lines have one must not depend on how many
   * hashes an easy job takes, which is chance: the same mistake is known again by what is told of it.
   */
  private shortStory(): string[] {
    const { story } = this;
    let shown: number | undefined;
    const isTold = (i: number): boolean =>
      i < STORY_HEAD || i >= story.length - STORY_TAIL || story[i]?.matters;
    return story.flatMap(({ at, text, matters }, i) => {
      if (!isTold(i)) return isTold(i - 1) ? ['…'] : [];
      const passed = i > 0 && isTold(i - 1) ? at - story[i - 1].at : Infinity;
      if (at === shown || !(matters || passed > JUMP_MS)) return [text];
      shown = at;
      return [`${shownTime(at)}: ${text}`];
    });
  }
}

function nameOf({ number, urgent }: Job): string {
  return `job ${number}${urgent ? ', urgent,' : ''}`;
}

function shownTime(ms: number): string {
  return ms < HOUR ? `${(ms / 1000).toFixed(2)} s` : `${(ms / HOUR).toFixed(1)} h`;
}
