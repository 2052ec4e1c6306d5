import { Random } from '../../harness/parent/suite/Random';
import type { Script } from './channel/MinerSimulation';
import { easyJob } from './sampleJobs';

/** How many blocks a miner hands in, in a long life. */
const BLOCKS = 100;
/** How often a miner is woken without a job. More than calls fit on the stack. */
const WAKINGS = 12_000;

/** Returns scripts of a long life: with many blocks, and with many notifications before a job. */
export function longScripts(seed: number): Script[] {
  const job = easyJob(new Random(`${seed} long`), 1);
  const first = { when: { after: 10 }, actions: [{ does: 'post', job }] } as const;
  const last = { when: { after: 1000 }, actions: [{ does: 'stop' }] } as const;
  const next = { when: { on: 'handIn', nth: 1 }, actions: [{ does: 'postNext' }] } as const;
  const wake = { when: { after: 10 }, actions: [{ does: 'wake' }] } as const;
  const limits = { restMs: 0, most: Infinity, mostSleeps: Infinity, mostHandedIn: Infinity };
  return [
    { ...limits, acts: [first, { ...next, times: BLOCKS }, last] },
    { ...limits, acts: [{ ...wake, times: WAKINGS }, first, last] },
  ];
}
