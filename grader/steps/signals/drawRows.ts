import * as fc from 'fast-check';
import type { OtherThread, SignalsCall } from './channel/SignalsCall';
import type { DisturbedCall, SignalsRow } from './channel/SignalsRow';

/** The job of all claims. Other threads post only later jobs, because no number is used twice. */
const JOB = 7;
/** The highest number that a job can have. */
const LAST = 2 ** 31 - 1;
const NUMBERS = fc.constantFrom(0, 1, 2, 999, 1000, 65_536, 2 ** 24, 2 ** 30 - 1);

const CALLS: fc.Arbitrary<SignalsCall['call']> = fc.oneof(
  fc.record({ name: fc.constant('countHashes' as const), number: NUMBERS }),
  fc.record({ name: fc.constant('takeHashes' as const) }),
  fc.record({
    name: fc.constant('claimJob' as const),
    number: fc.constantFrom(JOB, JOB, JOB, JOB + 1, 1, LAST),
  }),
);

const OTHERS: fc.Arbitrary<OtherThread> = fc.oneof(
  fc.record({ does: fc.constant('count' as const), number: fc.constantFrom(1, 5, 1000) }),
  fc.record({ does: fc.constant('take' as const) }),
  fc.record({ does: fc.constant('claim' as const), number: fc.constantFrom(JOB, JOB + 1) }),
  fc.record({ does: fc.constant('post' as const), number: fc.constantFrom(JOB + 1, JOB + 2) }),
);

/** What other threads do: nothing, something at a few accesses, or the same for a long time. */
const BEFORE: fc.Arbitrary<OtherThread[][]> = fc.oneof(
  fc.constant<OtherThread[][]>([]),
  fc.array(fc.array(OTHERS, { maxLength: 2 }), { maxLength: 5 }),
  fc
    .tuple(OTHERS, fc.constantFrom(3, 10, 11, 40, 200))
    .map(([other, times]) => Array.from({ length: times }, () => [other])),
);

const CELLS = fc.tuple(
  fc.constantFrom(0, 0, 1),
  fc.constantFrom(JOB, JOB, JOB, 0, JOB + 1, JOB - 1, LAST, -1),
  fc.constantFrom(0, 1, 1000, 2 ** 24, 2 ** 30),
);

const MEMORY = fc.constantFrom(0, 0, 1);

const DISTURBED: fc.Arbitrary<DisturbedCall> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ memory: MEMORY, call: CALLS, before: BEFORE }) },
  // The server posts the next job, and then the job is claimed.
  {
    weight: 1,
    arbitrary: fc.tuple(MEMORY, fc.constantFrom(1, 2)).map(([memory, later]): DisturbedCall => {
      const number = JOB + later;
      return {
        memory,
        first: [{ does: 'post', number }],
        call: { name: 'claimJob', number },
        before: [],
      };
    }),
  },
);

/** Draws rows of calls. The same seed gives the same rows. */
export function drawRows(seed: number, count: number): SignalsRow[] {
  const row = fc.record({
    memories: fc.tuple(CELLS, CELLS),
    calls: fc.array(DISTURBED, { minLength: 1, maxLength: 4 }),
  });
  return fc.sample(row, { seed, numRuns: count }).map(withNewNumbers);
}

/** Gives each posted job a number that its memory has not had before. */
function withNewNumbers({ memories, calls }: SignalsRow): SignalsRow {
  const highest = memories.map(([, job]) => Math.max(job, JOB));
  const renumbered = (other: OtherThread, memory: number): OtherThread => {
    if (other.does !== 'post') return other;
    if (highest[memory] === LAST) return { does: 'count', number: 1 };
    return { does: 'post', number: ++highest[memory] };
  };
  return {
    memories,
    calls: calls.map(({ memory, first = [], call, before }) => {
      const posted = first.map((other) => renumbered(other, memory));
      const [latest] = posted;
      return {
        memory,
        first: posted,
        // The job that was posted just before the call is claimed.
        call: latest?.does === 'post' ? { ...call, number: latest.number } : call,
        before: before.map((acts) => acts.map((other) => renumbered(other, memory))),
      };
    }),
  };
}

/**
 * Returns every call with every order of up to two acts of other threads, at each of its first
 * three accesses.
 */
export function shortRows(): SignalsRow[] {
  const count = { name: 'countHashes', number: 3 } as const;
  const take = { name: 'takeHashes' } as const;
  const claim = { name: 'claimJob', number: JOB } as const;
  return [
    ...rowsOf(count, JOB, [JOB]),
    ...rowsOf(take, JOB, [JOB]),
    ...rowsOf(claim, JOB, [JOB]),
    // Somebody else wants the job that is there.
    ...rowsOf(claim, JOB + 1, [JOB, JOB + 1]),
    ...rowsOf(claim, 0, [JOB]),
  ];
}

/** @param claims the jobs that other threads claim */
function rowsOf(call: SignalsCall['call'], job: number, claims: readonly number[]): SignalsRow[] {
  const others: OtherThread[] = [
    { does: 'count', number: 5 },
    { does: 'take' },
    ...claims.map((number) => ({ does: 'claim', number }) as const),
    { does: 'post', number: JOB + 2 },
  ];
  const acts = [
    ...others.map((other) => [other]),
    // No number is used for two jobs.
    ...others.flatMap((one) =>
      others.filter((other) => one.does !== 'post' || other !== one).map((other) => [one, other]),
    ),
  ];
  const places = [0, 1, 2].flatMap((first) => [0, 1, 2].map((second) => [first, first + second]));
  return acts.flatMap((list) =>
    places
      .filter(([first, second]) => second < 3 && (list.length > 1 || first === second))
      .map((place) => {
        const before = Array.from({ length: 3 }, (_, access) =>
          list.filter((_other, i) => place[i] === access),
        );
        return { memories: [[0, job, 10]], calls: [{ memory: 0, call, before }] };
      }),
  );
}
