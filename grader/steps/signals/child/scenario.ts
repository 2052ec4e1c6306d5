import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type * as SignalsStep from '../../../../solution/signals';
import { createSignals, HASHES, JOB, NO_JOB } from '../../../../solution/supplied/user/signalCells';
import type { Signals } from '../../../../solution/supplied/user/signalCells';
import { underWatch } from '../../support/child/watchAtomics';

type Name = keyof typeof SignalsStep;

/** The action of another thread during a call. The action is one atomic operation. */
export type OtherThread = { does: 'count' | 'claim' | 'post'; number: number } | { does: 'take' };

/** A call of the submission, the cells before the call, and the action of another thread. */
export interface SignalsCall {
  cells: readonly number[];
  call: { name: Name; number?: number };
  other?: OtherThread;
}

/**
 * The result of a call. The other thread acted at one moment during the call or just after the
 * call.
 */
export interface Run {
  returned: unknown;
  /** The value that the other thread got, if it acted. */
  other?: unknown;
  /** True if the other thread acted after the call. False if it acted during the call. */
  afterwards: boolean;
  cells: number[];
  /** All accesses to the cells, in order and in words. */
  story: string[];
}

/**
 * The maximum number of accesses that a story shows. A correct call makes one access. A correct
 * call that tries again makes a few.
 */
const MOST_TOLD = 8;

/**
 * Calls a function once for each moment at which the other thread can act during the call. Then
 * calls the function once for the moment after the call.
 */
export function atEachMoment(submission: typeof SignalsStep, call: SignalsCall): Run[] {
  const runs: Run[] = [];
  for (let moment = 1; moment <= MOST_TOLD; moment++) {
    const { run, accesses } = actAt(submission, call, moment);
    if (accesses < moment && moment > 1) break;
    runs.push(run);
  }
  runs.push(actAt(submission, call, 'afterwards').run);
  return runs;
}

/** Makes several calls on the same cells, one after the other. There is no other thread. */
export function alone(
  submission: typeof SignalsStep,
  { cells, calls }: { cells: readonly number[]; calls: ReadonlyArray<SignalsCall['call']> },
): Run[] {
  const signals = signalsWith(cells);
  return calls.map((call) => {
    const returned = makeCall(submission, call, signals);
    return { returned, afterwards: false, cells: [...signals], story: [] };
  });
}

/** How long to repeat the race if no count is lost, in milliseconds. */
const RACES_MS = 600;

/**
 * Starts two real threads that count by ones at the same time. Repeats the race if no count is
 * lost.
 *
 * @returns the sum after the last race
 */
export async function race(
  _submission: typeof SignalsStep,
  { each }: { each: number },
): Promise<number> {
  const end = performance.now() + RACES_MS;
  let counted = await raceOnce(each);
  while (counted === 2 * each && performance.now() < end) counted = await raceOnce(each);
  return counted;
}

async function raceOnce(each: number): Promise<number> {
  const signals = createSignals();
  const begun = new Int32Array(new SharedArrayBuffer(4));
  const counter = (): Promise<unknown> =>
    new Promise((resolve, reject) =>
      new Worker(join(__dirname, 'thread.cjs'), { workerData: { signals, begun, each } })
        .once('error', reject)
        .once('exit', resolve),
    );
  await Promise.all([counter(), counter()]);
  return signals[HASHES];
}

function actAt(
  submission: typeof SignalsStep,
  { cells, call, other }: SignalsCall,
  moment: number | 'afterwards',
): { run: Run; accesses: number } {
  const signals = signalsWith(cells);
  const story: string[] = [];
  const afterwards = moment === 'afterwards';
  const run: Run = { returned: undefined, afterwards, cells: [], story };
  const interfere = (): void => {
    if (other === undefined) return;
    run.other = act(other, signals);
    story.push(storyOf(other));
  };
  let accesses = 0;
  underWatch(
    signals,
    ({ operation, cell, values }, access) => {
      if (++accesses === moment) interfere();
      const result = access();
      if (story.length < MOST_TOLD) {
        const written = values.length === 0 ? '' : ` (${values.join(', ')})`;
        const reads = typeof result === 'number' && operation !== 'Atomics.store';
        const gave = reads ? ` gave ${result}` : '';
        story.push(`your ${operation} of ${nameOf(cell)}${written}${gave}`);
      }
      return result;
    },
    (watched) => (run.returned = makeCall(submission, call, watched)),
  );
  if (afterwards) interfere();
  run.cells = [...signals];
  return { run, accesses };
}

function makeCall(
  submission: typeof SignalsStep,
  call: SignalsCall['call'],
  signals: Signals,
): unknown {
  const { name, number = 0 } = call;
  const called: (signals: Signals, number: number) => unknown = submission[name];
  if (typeof called !== 'function') throw new TypeError(`there is no exported function ${name}`);
  return called(signals, number);
}

function act(other: OtherThread, signals: Signals): unknown {
  switch (other.does) {
    case 'count':
      return Atomics.add(signals, HASHES, other.number);
    case 'take':
      return Atomics.exchange(signals, HASHES, 0);
    case 'claim':
      return Atomics.compareExchange(signals, JOB, other.number, NO_JOB) === other.number;
    case 'post':
      return Atomics.store(signals, JOB, other.number);
  }
}

function storyOf(other: OtherThread): string {
  switch (other.does) {
    case 'count':
      return `another thread counts ${other.number}`;
    case 'take':
      return 'another thread takes all';
    case 'claim':
      return `another thread claims job ${other.number}`;
    case 'post':
      return `another thread posts job ${other.number}`;
  }
}

function nameOf(cell: unknown): string {
  if (cell === undefined) return 'the cells';
  return ['STOP', 'JOB', 'HASHES'][Number(cell)] ?? `cell ${String(cell)}`;
}

function signalsWith(cells: readonly number[]): Signals {
  const signals = createSignals();
  signals.set(cells);
  return signals;
}
