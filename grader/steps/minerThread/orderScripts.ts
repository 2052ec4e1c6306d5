import type { Job } from '../../../solution/supplied/types';
import { BATCH } from '../../../solution/supplied/constants';
import { Random } from '../../harness/parent/suite/Random';
import type { Script, ServerAction } from './channel/MinerSimulation';
import { easyJob, hardJob, urgent } from './sampleJobs';

/** How long a miner rests in these scripts, in milliseconds. */
const REST_MS = 7000;
/** When the server acts while the miner sleeps, in milliseconds. */
const ASLEEP_MS = 3000;
/** The hashes with which the server acts, while a job of difficulty 32 is mined. */
const HASHES = [1, BATCH];

type Act = Script['acts'][number];

/**
 * Returns scripts in which the server acts at each of the miner's looks, or in its sleep, in each
 * state of a miner:
 * all orders of two acts, the second of which can be several actions at once.
 */
export function orderScripts(seed: number): Script[] {
  const random = new Random(`${seed} orders`);
  const [first, second, third, fourth] = [3, 4, 6, 9].map((number) => easyJob(random, number));
  const hard = hardJob(random, 4);
  // The number of looks is a little more than a miner takes until it sleeps or mines.
  const before: Array<{ looks: number; acts: Act[] }> = [
    { looks: 6, acts: [] },
    { looks: 13, acts: [posting(0, first)] },
    { looks: 6, acts: [posting(0, first), onHandIn()] },
    { looks: 8, acts: [posting(0, first), onHandIn(second)] },
    { looks: 13, acts: [posting(0, first), onHandIn(urgent(second))] },
  ];
  const lookScripts = before.flatMap(({ looks, acts }) =>
    actionsOn(third, fourth).flatMap((actions) =>
      Array.from({ length: looks }, (_, i) =>
        scriptOf([...acts, { when: { on: 'look', nth: i + 1 }, actions }]),
      ),
    ),
  );
  const resting = [posting(0, first), onHandIn(urgent(hard))];
  const sleepScripts = before.flatMap(({ acts }) =>
    actionsOn(third, fourth).map((actions) =>
      scriptOf([...acts, { when: { after: ASLEEP_MS }, actions }]),
    ),
  );
  const replaced = actionsOn(third, fourth).filter(
    ([{ does }]) => !['wake', 'take'].includes(does),
  );
  const hashScripts = [[posting(0, hard)], resting].flatMap((acts) =>
    replaced.flatMap((actions) =>
      HASHES.map((nth) => scriptOf([...acts, { when: { on: 'hash', nth }, actions }])),
    ),
  );
  // A job is sent, and the miner is woken before the number of the job is stored.
  const sending: ServerAction[] = [{ does: 'send', job: urgent(third) }, { does: 'wake' }];
  const stored: Act = { when: { after: 300 }, actions: [{ does: 'store', number: third.number }] };
  const sendScripts = before.flatMap(({ looks, acts }) =>
    Array.from({ length: looks }, (_, i) =>
      scriptOf([...acts, { when: { on: 'look', nth: i + 1 }, actions: sending }, stored]),
    ),
  );
  return [...lookScripts, ...sleepScripts, ...hashScripts, ...sendScripts];
}

/** Returns what the server can do at one moment. */
function actionsOn(job: Job, newer: Job): ServerAction[][] {
  const post = (each: Job): ServerAction => ({ does: 'post', job: each });
  const callOff = (number: number): ServerAction => ({ does: 'callOff', number });
  return [
    [post(job)],
    [post(urgent(job))],
    [post(job), post(urgent(newer))],
    [post(urgent(job)), post(newer)],
    [post(urgent(job)), callOff(job.number)],
    [callOff(3), callOff(4)],
    [callOff(3), callOff(4), post(job)],
    [{ does: 'wake' }],
    [{ does: 'take' }],
    [{ does: 'stop' }],
  ];
}

function posting(after: number, job: Job): Act {
  return { when: { after }, actions: [{ does: 'post', job }] };
}

function onHandIn(job?: Job): Act {
  return {
    when: { on: 'handIn', nth: 1 },
    actions: job === undefined ? [] : [{ does: 'post', job }],
  };
}

/** The miner goes on until its rest is over, and is then told to stop. */
function scriptOf(acts: readonly Act[]): Script {
  return {
    restMs: REST_MS,
    acts: [...acts, { when: { after: 3 * REST_MS }, actions: [{ does: 'stop' }] }],
    // One batch is over, and then a few jobs.
    most: 2 * BATCH,
  };
}
