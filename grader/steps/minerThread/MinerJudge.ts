import { BATCH } from '../../../solution/supplied/constants';
import { NO_JOB } from '../../../solution/supplied/user/signalCells';
import type { Job } from '../../../solution/supplied/types';
import { jobAfter } from './channel/MinerSimulation';
import type { MinerRun, Observe, Progress, Seen, ServerAction } from './channel/MinerSimulation';
import { faultOfMined } from './faultOfMined';

/** A sentence that a miner breaks. */
export interface Broken {
  sentence: number;
  expected: string;
  got: string;
}

/** The maximum simulated time for a few looks, in milliseconds. */
const AT_ONCE_MS = 300;
/** The maximum simulated time from the moment when an easy job can be mined until its block. */
const EASY_MS = AT_ONCE_MS + 2 * BATCH;
/** How much too early a rest can end, in milliseconds. */
const CLOSE_MS = 20;
/** A job with a higher difficulty can take longer than a run. */
const EASY_DIFFICULTY = 4;
/** The maximum number of looks between two acts of the server, while there is nothing to mine. */
const MOST_LOOKS = 60;
/** The maximum number of sleeps between two acts of the server, while there is nothing to mine. */
const MOST_SLEEPS = 3;
/** A rest can be slept in a few parts. */
const MOST_PARTS = 5;

/**
 * What a miner has to do. `maybe`: the newest job is sent, but its number is not yet stored. Then
 * the miner can mine or sleep.
 */
type Duty = 'mine' | 'rest' | 'sleep' | 'maybe' | 'return';

/**
 * Follows a run, and knows at each moment what the miner has to do. Keeps the first sentence that
 * the miner breaks.
 */
export class MinerJudge {
  broken: Broken | undefined;
  private readonly jobs = new Map<number, Job & { calledBefore: number }>();
  private newest: Job | undefined;
  private cell = NO_JOB;
  private newestStored = NO_JOB;
  private restUntil = -Infinity;
  private isHandingIn = false;
  /** True while a coin is handed in. The rest begins when `handIn` returns. */
  private isHandingInCoin = false;
  /**
   * How long calls of `readJob` and `now` took that were slow, in milliseconds. The rest can end so
   * much later, because no sentence says when the miner looks at the clock.
   */
  private slowMs = 0;
  private stoppedAt = Infinity;
  private duty: Duty = 'sleep';
  private wasMaybe = false;
  /** The number in JOB when the duty began. */
  private dutyNumber = NO_JOB;
  private dutySince: Progress = { at: 0, looks: 0, sleeps: 0, hashes: 0 };
  /** What the miner did when the duty began. */
  private then: 'asleep' | 'awake' | 'mining' = 'awake';
  /** True if the miner called `now` for the newest job. */
  private hasBegun = false;
  private isAsleep = false;
  private lastHashAt = -Infinity;
  private claimed: { number: number; at: number } | undefined;
  private readonly times: number[] = [];
  /** How many times were given before the last sleep. */
  private calledBeforeSleep = 0;
  /** True if the miner slept for a limited time since its duty began. */
  private isTimed = false;
  private looks = 0;
  private sleeps = 0;

  constructor(private readonly restMs: number) {}

  readonly observe: Observe = (...seen) => {
    if (this.broken === undefined) this.see(...seen);
    return this.broken !== undefined;
  };

  /** Judges the count of hashes of a run that is over. */
  judgeCount({ end, counted, taken, ended }: Omit<MinerRun, 'story'>): void {
    // A miner can mine a job again whose number is not yet stored. The simulation does not count a
    // hash of the same data again, so it does not know the count.
    if (this.wasMaybe || end === 'awake' || counted + taken === ended.hashes) return;
    const parts = taken === 0 ? '' : `: ${taken} that were taken, and ${counted} in HASHES`;
    this.fail(4, `${ended.hashes} hashes are counted`, `${counted + taken} are counted${parts}`);
  }

  private see(seen: Seen, progress: Progress, cell: number): void {
    this.updateDuty(progress); // time has passed
    if (seen.seen === 'act' && seen.action.does === 'delay') this.excuse(seen.action.ms, progress);
    this.mustBeInTime(progress);
    this.judge(seen, progress);
    if (cell === this.cell && !CHANGES.has(seen.seen)) return;
    this.cell = cell;
    this.newestStored = Math.max(this.newestStored, cell);
    this.updateDuty(progress);
  }

  private judge(seen: Seen, progress: Progress): void {
    const { at } = progress;
    switch (seen.seen) {
      case 'act':
        return this.follow(seen.action, at);
      case 'claim':
        this.claimed = { number: seen.number, at };
        return;
      case 'handIn':
        return this.judgeHandIn(seen.mined, at);
      case 'handedIn':
        if (this.isHandingInCoin) this.restUntil = at + this.restMs;
        this.isHandingInCoin = false;
        this.isHandingIn = false;
        return;
      case 'now':
        this.times.push(seen.time);
        this.hasBegun = true;
        return;
      case 'hash':
        this.lastHashAt = at;
        return this.judgeHashes(progress.hashes - this.dutySince.hashes);
      case 'look':
        this.looks++;
        if (this.looks > MOST_LOOKS * this.parts)
          this.mustSleep(`it reads its memory, its tools or a clock ${this.looks} times`);
        return;
      case 'sleep':
        this.mustHaveHandedIn();
        this.isAsleep = true;
        this.isTimed ||= seen.ms < Infinity;
        this.sleeps++;
        if (this.sleeps > MOST_SLEEPS * this.parts) {
          this.mustSleep(`it falls asleep ${this.sleeps} times`);
        }
        return;
      case 'wake':
        this.isAsleep = false;
        this.calledBeforeSleep = this.times.length;
        return;
      case 'end':
        return this.judgeEnd(seen.end);
    }
  }

  /** The miner can do nothing while it waits for a slow tool. */
  private excuse(ms: number, { at }: Progress): void {
    this.dutySince = { ...this.dutySince, at };
    if (!this.isHandingIn) this.slowMs += ms;
  }

  private get parts(): number {
    return this.duty === 'rest' ? MOST_PARTS : 1;
  }

  private follow(action: ServerAction, at: number): void {
    this.looks = 0;
    this.sleeps = 0;
    if (action.does === 'stop') this.stoppedAt = Math.min(this.stoppedAt, at);
    if (action.does === 'post' || action.does === 'send') this.newest = action.job;
    else if (action.does === 'postNext' && this.newest !== undefined) {
      this.newest = jobAfter(this.newest);
    } else return;
    const job = this.newest;
    this.jobs.set(job.number, { ...job, calledBefore: this.times.length });
  }

  private updateDuty(progress: Progress): void {
    const { cell, dutyNumber, duty: before } = this;
    const duty = this.dutyAt(progress.at);
    if (duty === before && cell === dutyNumber) return;
    const isRested = before === 'rest' && duty === 'mine' && cell === dutyNumber;
    this.dutySince = { ...progress, at: isRested ? this.restUntil : progress.at };
    const isMining = progress.at - this.lastHashAt <= 1;
    this.then = this.isAsleep ? 'asleep' : isMining ? 'mining' : 'awake';
    if (before !== 'maybe') this.hasBegun = false;
    this.isTimed = false;
    this.duty = duty;
    this.wasMaybe ||= duty === 'maybe';
    this.dutyNumber = cell;
    this.looks = 0;
    this.sleeps = 0;
  }

  private dutyAt(at: number): Duty {
    const { newest, cell } = this;
    if (at >= this.stoppedAt) return 'return';
    if (newest === undefined) return 'sleep';
    if (newest.number > this.newestStored) return 'maybe';
    if (newest.number !== cell) return 'sleep';
    return newest.urgent || at >= this.restUntil ? 'mine' : 'rest';
  }

  private mustBeInTime({ at }: Progress): void {
    const { dutySince: since, duty } = this;
    const late = at - since.at - this.slowMs;
    if (duty === 'return' && late > AT_ONCE_MS + BATCH) {
      this.fail(9, RETURNS, `${secondsOf(late)} after the stop it has not returned`);
    }
    if (duty !== 'mine') return;
    const isIdle = at - Math.max(since.at, this.lastHashAt) - this.slowMs > AT_ONCE_MS;
    const isEasy = Number(this.newest?.parent.difficulty) <= EASY_DIFFICULTY;
    if (isIdle || (late > AT_ONCE_MS + BATCH && !this.hasBegun)) this.failToMine();
    else if (isEasy && late > EASY_MS) this.failToMine();
  }

  private failToMine(): void {
    const { newest, dutyNumber: number, dutySince, restUntil } = this;
    const isUrgent = newest?.urgent === true;
    const name = isUrgent ? `job ${number}, a payment,` : `job ${number}`;
    if (isUrgent && dutySince.at < restUntil) {
      this.fail(8, `${name} is mined at once, although the miner rests`, 'it is not');
    } else if (dutySince.at === restUntil) {
      this.fail(
        7,
        `the rest ends after ${secondsOf(this.restMs)}, and ${name} is mined`,
        'it is not',
      );
    } else if (this.isTimed) {
      this.fail(7, `${name} is mined at once: the miner does not have to rest`, 'it rests');
    } else if (this.then === 'mining') {
      this.fail(2, `the miner goes on with ${name} within one batch`, 'it does not');
    } else if (this.then === 'awake' && this.isAsleep) {
      this.fail(6, `${name} is mined without another notification`, 'it is not');
    } else this.fail(isUrgent ? 8 : 1, `${name} is mined at once`, 'it is not');
  }

  private judgeHashes(more: number): void {
    const got = `it makes ${more} hashes`;
    if (more <= BATCH) return;
    const most = `at most ${BATCH} more hashes, which is one batch`;
    if (this.duty === 'return') this.fail(9, `${most}, after the stop`, got);
    else if (this.duty === 'mine' || this.duty === 'maybe') return;
    else if (this.then === 'mining') this.fail(2, `${most}, after the number has changed`, got);
    else if (this.duty === 'rest') this.fail(7, 'no hashes in a rest', got);
    else this.fail(5, 'no hashes, when there is nothing to mine', got);
  }

  private mustSleep(got: string): void {
    const { duty } = this;
    if (duty !== 'sleep' && duty !== 'rest') return;
    const expected = 'the miner sleeps until it is woken';
    this.fail(duty === 'sleep' ? 5 : 7, expected, got);
  }

  private judgeHandIn(mined: unknown, at: number): void {
    this.isHandingIn = true;
    const { number } = Object(mined) as { number?: unknown };
    const { claimed, restUntil } = this;
    this.claimed = undefined;
    if (claimed?.number !== number || (claimed?.at ?? 0) > this.stoppedAt) {
      if (at >= this.stoppedAt)
        return this.fail(9, 'nothing is handed in after the stop', HANDS_IN);
      return this.fail(3, 'claimJob gives true before the block is handed in', 'it does not');
    }
    const job = this.jobs.get(Number(number));
    if (job === undefined) return this.fail(1, 'a job that was posted', HANDS_IN);
    if (!job.urgent && at < restUntil - CLOSE_MS) {
      const after = secondsOf(at - restUntil + this.restMs);
      const expected = `no coin for ${secondsOf(this.restMs)} after the coin before`;
      return this.fail(7, expected, `job ${job.number} is handed in after ${after}`);
    }
    const first = Math.max(job.calledBefore, this.calledBeforeSleep);
    const fault = faultOfMined(mined, job, this.times.slice(first), this.jobs.values());
    if (fault !== undefined) return this.fail(1, fault.expected, fault.got);
    if (job.urgent) return;
    this.isHandingInCoin = true;
    this.restUntil = at + this.restMs;
  }

  private mustHaveHandedIn(): void {
    const { claimed } = this;
    if (claimed === undefined || claimed.at > this.stoppedAt || this.duty === 'return') return;
    this.fail(3, `job ${claimed.number}, which was claimed, is handed in`, 'it is not');
  }

  private judgeEnd(end: MinerRun['end']): void {
    if (end === 'awake') return;
    this.mustHaveHandedIn();
    if (this.duty === 'return') {
      if (end === 'asleep') this.fail(9, RETURNS, 'it sleeps, and nothing will wake it');
    } else if (end === 'returned') {
      this.fail(9, 'the miner returns only after the stop', 'it returns');
    } else if (this.duty === 'mine') this.failToMine();
    else if (this.duty === 'rest')
      this.fail(7, 'the rest ends', 'it sleeps, and nothing will wake it');
  }

  private fail(sentence: number, expected: string, got: string): void {
    this.broken ??= { sentence, expected, got };
  }
}

/** After these events, the duty of the miner can be another. */
const CHANGES: ReadonlySet<Seen['seen']> = new Set(['act', 'handIn', 'handedIn']);

const RETURNS = 'the miner returns within one batch';
const HANDS_IN = 'it hands a block in';

function secondsOf(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
