import type { Signals } from '../../../solution/supplied/user/signalCells';
import { wordOf } from '../../harness/parent/suite/show';
import { isArrayOf } from '../../harness/parent/sandbox/isArrayOf';
import { isRecord } from '../../harness/parent/sandbox/isRecord';
import type { Access } from '../support/channel/Access';
import { isAccess } from '../support/isAccess';
import { repeatAccess } from '../support/repeatAccess';
import { act, playEachMoment, signalsWith } from './channel/SignalsCall';
import type { Moment, OtherThread, RecordedCall, SignalsCall } from './channel/SignalsCall';

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
  accesses: Access[];
  /** The accesses to the cells, in order and in words. */
  story: string[];
}

/** The maximum number of accesses that a story shows. */
const MOST_TOLD = 8;

/**
 * Repeats the accesses of recorded calls on new memory, with the acts of the other thread between
 * them. The result of a call then depends only on its accesses and its returned value.
 *
 * @param recorded what the submission's process reports
 * @returns undefined if the records do not fit
 */
export function repeatEachMoment(recorded: unknown, call: SignalsCall): Run[] | undefined {
  const calls = readCalls(recorded);
  if (calls === undefined) return undefined;
  const runs = playEachMoment((moment) => {
    const next = calls.shift() ?? { accesses: [], returned: undefined };
    return repeat(next, call.other, signalsWith(call.cells), moment);
  });
  if (calls.length > 0) return undefined;
  // The other thread did not act in a call that ended before the moment.
  return runs.filter(({ accesses, afterwards }, i) => afterwards || accesses.length > i || i === 0);
}

/**
 * Repeats the accesses of recorded calls on the same memory, one call after the other. There is no
 * other thread.
 *
 * @param recorded what the submission's process reports
 * @returns undefined if the records do not fit
 */
export function repeatAlone(
  recorded: unknown,
  cells: readonly number[],
  count: number,
): Run[] | undefined {
  const calls = readCalls(recorded);
  if (calls?.length !== count) return undefined;
  const signals = signalsWith(cells);
  return calls.map((call) => repeat(call, undefined, signals, 'afterwards'));
}

/** Returns the recorded calls, or undefined for a value that a scenario never returns. */
export function readCalls(recorded: unknown): RecordedCall[] | undefined {
  return isArrayOf(recorded, isRecordedCall) ? recorded : undefined;
}

function isRecordedCall(value: unknown): value is RecordedCall {
  return isRecord(value) && isArrayOf(value.accesses, isAccess);
}

function repeat(
  { accesses, returned }: RecordedCall,
  other: OtherThread | undefined,
  signals: Signals,
  moment: Moment,
): Run {
  const story: string[] = [];
  const run: Run = { returned, afterwards: moment === 'afterwards', cells: [], accesses, story };
  const interfere = (): void => {
    if (other === undefined) return;
    run.other = act(other, signals);
    story.push(storyOf(other));
  };
  accesses.forEach((access, i) => {
    if (i + 1 === moment) interfere();
    const result = repeatAccess(signals, access);
    if (story.length < MOST_TOLD) story.push(inWords(access, result));
  });
  if (run.afterwards) interfere();
  run.cells = [...signals];
  return run;
}

/** Describes an access to the cells. */
export function inWords({ operation, cell, values }: Access, result: unknown): string {
  const written = values.length === 0 ? '' : ` (${values.map(wordOf).join(', ')})`;
  const reads = typeof result === 'number' && !['write', 'Atomics.store'].includes(operation);
  const gave = reads ? ` gave ${result}` : '';
  return `your ${operation} of ${nameOf(cell)}${written}${gave}`;
}

/** Each description of what another thread does begins with these words. */
export const OTHER_THREAD = 'another thread';

/** Describes what another thread does. */
export function storyOf(other: OtherThread): string {
  switch (other.does) {
    case 'count':
      return `${OTHER_THREAD} counts ${other.number}`;
    case 'take':
      return `${OTHER_THREAD} takes all hashes`;
    case 'claim':
      return `${OTHER_THREAD} claims job ${other.number}`;
    case 'post':
      return `${OTHER_THREAD} posts job ${other.number}`;
  }
}

function nameOf(cell: unknown): string {
  if (cell === undefined) return 'the cells';
  return ['STOP', 'JOB', 'HASHES'][Number(cell)] ?? `cell ${wordOf(cell)}`;
}
