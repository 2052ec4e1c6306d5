import * as fc from 'fast-check';
import { BATCH } from '../../../solution/supplied/constants';
import type { Job } from '../../../solution/supplied/types';
import { Random } from '../../harness/parent/suite/Random';
import { oneOf } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';
import type { Script, ServerAction, When } from './channel/MinerSimulation';
import { easyJob, handoutDraft, hardJob, jobOf, NONCES } from './sampleJobs';

/** How many scripts are drawn. */
const SCRIPTS = 60;
const MOST_ACTS = 10;
const REST_MS = 7000;
const HOUR = 3_600_000;
const MONTH = 30 * 24 * HOUR;
/** A time before all clocks of the simulation. */
const LONG_AGO = 1_500_000_000_000;
/** How long the server waits while a job is mined that has no end. */
const SHORT_MS = [0, 1, 20, 400, 1500];
const LARGEST = 2 ** 31 - 1;

/** What the server does. An action that is named more often is drawn more often. */
const ACTIONS = [
  ...(['post', 'post', 'post', 'post', 'post', 'post'] as const),
  ...(['send', 'callOff', 'callOff', 'take', 'wake', 'setClock'] as const),
];

/** The parents and the data of jobs, which are drawn again and again. */
interface Pool {
  easy: Job[];
  hard: Job[];
  /** Jobs of which the last hash is at an edge of a batch. */
  edges: Job[];
}

/** Draws scripts of any acts of the server, from short to long. */
export function drawScripts(seed: number): Script[] {
  const pool = poolOf(new Random(`${seed} scripts`));
  const script = fc.gen().map((value) => new ScriptWriter((a) => value(() => a), pool).write());
  return fc
    .sample(script, { seed, numRuns: SCRIPTS })
    .toSorted((one, other) => one.acts.length - other.acts.length);
}

function poolOf(random: Random): Pool {
  const later = Array.from({ length: 8 }, () => easyJob(random, 0));
  // The parents of these jobs are older than all clocks, so the blocks get the time of now().
  const older = later.map((job) => ({ ...job, parent: { ...job.parent, timestamp: LONG_AGO } }));
  // Half of these jobs have the nonce 0.
  const easiest = jobOf({ ...random.draft(), difficulty: 1 }, 0);
  return {
    easy: [...later, ...older, easiest, easiest, easiest],
    hard: [hardJob(random, 0)],
    edges: NONCES.map(([, timestamp]) => jobOf(handoutDraft(timestamp), 0)),
  };
}

/** Writes one script. */
class ScriptWriter {
  private readonly acts: Array<Script['acts'][number]> = [];
  private number: number;
  private newest: Job | undefined;
  /** The number that the server has still to store. */
  private unstored: number | undefined;

  constructor(
    private readonly draw: Draw,
    private readonly pool: Pool,
  ) {
    this.number = draw(oneOf(0, 0, 0, 6, 2 ** 16 - 3, LARGEST - 100));
  }

  write(): Script {
    const { draw, acts } = this;
    const restMs = draw(oneOf(0, 1, 500, REST_MS, REST_MS, REST_MS, HOUR, MONTH));
    const length = draw(fc.integer({ min: 2, max: MOST_ACTS }));
    while (acts.length < length) {
      const when = this.drawWhen(restMs);
      const count = draw(oneOf(1, 1, 1, 2, 3));
      acts.push({ when, actions: Array.from({ length: count }, () => this.drawAction()) });
      if (this.unstored === undefined) continue;
      const store: ServerAction = { does: 'store', number: this.unstored };
      acts.push({ when: { after: draw(oneOf(0, 1, 5, 50)) }, actions: [store] });
      this.unstored = undefined;
    }
    const after = this.isHard ? 1500 : draw(oneOf(1, 100, REST_MS, 2 * restMs + HOUR));
    acts.push({ when: { after }, actions: [{ does: 'stop' }] });
    if (draw(fc.nat(9)) === 0) acts.push({ when: { after: 0 }, actions: [this.post()] });
    return { restMs, acts, most: 12 * BATCH };
  }

  private get isHard(): boolean {
    return this.newest?.parent.difficulty === 32;
  }

  private drawWhen(restMs: number): When {
    const { draw } = this;
    if (this.acts.length === 0) return { after: draw(oneOf(0, 0, 1, HOUR)) };
    if (this.isHard) {
      const nth = draw(oneOf(1, 2, BATCH - 1, BATCH, BATCH + 1, 2 * BATCH));
      return draw(fc.boolean()) ? { after: draw(oneOf(...SHORT_MS)) } : { on: 'hash', nth };
    }
    const times = [1, 20, 500, 3000, restMs - 10, restMs, restMs + 1, restMs + 100, HOUR];
    return draw(
      fc.oneof(
        fc.constant<When>({ on: 'handIn', nth: 1 }),
        fc.constant<When>({ on: 'handIn', nth: 1 }),
        fc.record({ on: fc.constant<'look'>('look'), nth: fc.integer({ min: 1, max: 14 }) }),
        fc.record({ on: fc.constant<'hash'>('hash'), nth: fc.integer({ min: 1, max: 20 }) }),
        fc.record({ on: fc.constant<'readJob'>('readJob'), nth: oneOf(1, 2) }),
        fc.record({ after: oneOf(...times.map((ms) => Math.max(0, ms))) }),
      ),
    );
  }

  private drawAction(): ServerAction {
    const { draw } = this;
    const does = draw(oneOf(...ACTIONS));
    switch (does) {
      case 'post':
        return this.post();
      case 'send': {
        const { job } = this.post();
        this.unstored = job.number;
        return { does, job };
      }
      case 'callOff':
        return { does, number: Math.max(1, this.number - draw(oneOf(0, 0, 0, 1))) };
      case 'setClock':
        return { does, ms: draw(oneOf(-HOUR, HOUR, -1000, -24 * HOUR, 10 * REST_MS)) };
      default:
        return { does };
    }
  }

  private post(): Extract<ServerAction, { does: 'post' }> {
    const { draw, pool } = this;
    const kind = draw(fc.nat(19));
    const jobs = kind === 0 ? pool.hard : kind === 1 ? pool.edges : pool.easy;
    this.number += draw(oneOf(1, 1, 1, 2, 5));
    const urgent = draw(fc.nat(2)) === 0;
    const job = draw(oneOf(...jobs));
    // The grader does not count a hash of the same data as the hash before.
    const id = jobs === pool.easy ? `job-${this.number}` : job.data.id;
    // The same transaction can be posted again on another parent.
    const isAgain =
      jobs === pool.easy && this.newest?.parent !== job.parent && draw(fc.nat(3)) === 0;
    const data = (isAgain ? this.newest?.data : undefined) ?? { ...job.data, id };
    this.newest = { ...job, number: this.number, urgent, data };
    // A job that is posted later has a higher number than a job that was only sent.
    this.unstored = undefined;
    return { does: 'post', job: this.newest };
  }
}
