import { BATCH } from '../../../solution/supplied/constants';
import { Random } from '../../harness/parent/suite/Random';
import type { Script, ServerAction, When } from './channel/MinerSimulation';
import { easyJob, urgent } from './sampleJobs';

const REST_MS = 7000;
/** How long a slow call takes: less than a rest, or more. */
const SLOW_MS = 5000;
const SLOWER_MS = 10_000;

type Act = Script['acts'][number];

/** The calls that can be slow, each with the times that it takes. */
const SLOW: ReadonlyArray<readonly [When, ...number[]]> = [
  [{ on: 'handIn', nth: 1 }, SLOW_MS, SLOWER_MS],
  [{ on: 'readJob', nth: 1 }, SLOW_MS],
  [{ on: 'readJob', nth: 2 }, SLOW_MS],
  [{ on: 'now', nth: 1 }, SLOW_MS],
];

/**
 * Returns scripts in which one call of a tool takes long: for the first job, in a rest, and for a
 * payment in a rest. The server acts at the beginning or at the end of this call, or later.
 */
export function slowScripts(seed: number): Script[] {
  const random = new Random(`${seed} slow`);
  const [first, second, third, fourth] = [3, 4, 6, 9].map((number) => easyJob(random, number));
  const begin: Act = { when: { after: 0 }, actions: [{ does: 'post', job: first }] };
  const onHandIn = (job: typeof second): Act => ({
    when: { on: 'handIn', nth: 1 },
    actions: [{ does: 'post', job }],
  });
  const before: Act[][] = [[begin], [begin, onHandIn(second)], [begin, onHandIn(urgent(second))]];
  const meanwhile: ServerAction[][] = [
    [],
    [{ does: 'post', job: third }],
    [{ does: 'post', job: urgent(third) }],
    [3, 4].map((number) => ({ does: 'callOff', number })),
    [{ does: 'stop' }],
  ];
  return before.flatMap((acts) =>
    SLOW.flatMap(([when, ...times]) =>
      times.flatMap((ms) =>
        meanwhile.flatMap((actions) =>
          aroundDelay(ms, actions).map((slow) => {
            const later: Act = {
              when: { after: ms + 1000 },
              actions: [{ does: 'post', job: fourth }],
            };
            const stop: Act = { when: { after: 3 * REST_MS }, actions: [{ does: 'stop' }] };
            const isStopped = slow.some(({ does }) => does === 'stop');
            const rest = isStopped ? [stop] : [later, stop];
            return {
              restMs: REST_MS,
              acts: [...acts, { when, actions: slow }, ...rest],
              most: 2 * BATCH,
            };
          }),
        ),
      ),
    ),
  );
}

/** The actions at the beginning and at the end of a call that takes long. */
function aroundDelay(ms: number, actions: readonly ServerAction[]): ServerAction[][] {
  const delay: ServerAction = { does: 'delay', ms };
  return actions.length === 0
    ? [[delay]]
    : [
        [...actions, delay],
        [delay, ...actions],
      ];
}
