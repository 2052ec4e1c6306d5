import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type * as SignalsStep from '../../../../solution/signals';
import { createSignals, HASHES } from '../../../../solution/supplied/user/signalCells';
import type { Signals } from '../../../../solution/supplied/user/signalCells';
import { recordAccesses } from '../../support/child/recordAccesses';
import { act, playEachMoment, signalsWith } from '../channel/SignalsCall';
import type { Moment, RecordedCall, SignalsCall } from '../channel/SignalsCall';
import type { SignalsRow } from '../channel/SignalsRow';

/** Records a call once for each moment at which the other thread can act. */
export function atEachMoment(submission: typeof SignalsStep, call: SignalsCall): RecordedCall[] {
  return playEachMoment((moment) => record(submission, call, signalsWith(call.cells), moment));
}

/** Records several calls on the same cells, one after the other. There is no other thread. */
export function alone(
  submission: typeof SignalsStep,
  { cells, calls }: { cells: readonly number[]; calls: ReadonlyArray<SignalsCall['call']> },
): RecordedCall[] {
  const signals = signalsWith(cells);
  return calls.map((call) => record(submission, { cells, call }, signals, 'afterwards'));
}

/** Records the calls of some rows. */
export function rows(
  submission: typeof SignalsStep,
  { rows: all }: { rows: readonly SignalsRow[] },
): RecordedCall[][] {
  return all.map(({ memories, calls }) => {
    const signals = memories.map(signalsWith);
    return calls.map(({ memory, first = [], call, before }) => {
      for (const other of first) act(other, signals[memory]);
      return recordAccesses(
        signals[memory],
        (access) => before[access - 1]?.forEach((other) => act(other, signals[memory])),
        (watched) => makeCall(submission, call, watched),
      );
    });
  });
}

function record(
  submission: typeof SignalsStep,
  { call, other }: SignalsCall,
  signals: Signals,
  moment: Moment,
): RecordedCall {
  const interfere = (access: number): void => {
    if (other !== undefined && access === moment) act(other, signals);
  };
  return recordAccesses(signals, interfere, (watched) => makeCall(submission, call, watched));
}

function makeCall(
  submission: typeof SignalsStep,
  { name, number = 0 }: SignalsCall['call'],
  signals: Signals,
): unknown {
  const called: (signals: Signals, number: number) => unknown = submission[name];
  if (typeof called !== 'function') throw new TypeError(`there is no exported function ${name}`);
  return called(signals, number);
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
