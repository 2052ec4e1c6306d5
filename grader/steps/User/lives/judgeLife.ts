import { equals } from '../../../harness/parent/suite/equals';
import { AN_ERROR, DEATH } from '../channel/ShortLife';
import type { LifeMove, LifeSeen, ShortLife } from '../channel/ShortLife';
import { Forecast, UNDECIDED } from './Forecast';
import type { Expected } from './Forecast';

/** The first moment of a life in which a sentence is broken. */
export interface WrongMoment {
  moment: number;
  sentence: number;
  of: 'start' | 'stop';
  expected: string;
  got: string;
}

type Field = keyof LifeSeen;

/** What is compared, in this order. */
const FIELDS: readonly Field[] = [
  'calls',
  'started',
  'unheard',
  'terminated',
  'alive',
  'asked',
  'failed',
  'threads',
];

/** @returns undefined if no sentence is broken, as far as the life was lived */
export function judgeLife(life: ShortLife, seen: readonly LifeSeen[]): WrongMoment | undefined {
  const forecast = new Forecast();
  for (const [moment, moves] of life.entries()) {
    if (moment >= seen.length) return undefined;
    for (const move of moves) forecast.make(move);
    const expected = forecast.see();
    const field = FIELDS.find((each) => isWrong(each, expected, seen[moment]));
    if (field === undefined) continue;
    const made = life.slice(0, moment + 1).flat();
    return { moment, ...wrongField(field, expected, seen[moment], made) };
  }
  return undefined;
}

function isWrong(field: Field, expected: Expected, seen: LifeSeen): boolean {
  if (field === 'calls') return wrongCall(expected, seen) >= 0;
  return expected[field] !== undefined && !equals(expected[field], seen[field]);
}

/** @returns the number of the first call whose state is wrong, or -1 */
function wrongCall({ calls: expected = [] }: Expected, { calls }: LifeSeen): number {
  return expected.findIndex((state, i) => {
    if (state === UNDECIDED || state === calls[i]) return false;
    // The error of a thread is an Error too.
    return state !== `rejects with ${AN_ERROR}` || calls[i] !== `rejects with ${DEATH}`;
  });
}

function wrongField(
  field: Field,
  expected: Expected,
  seen: LifeSeen,
  made: readonly LifeMove[],
): Omit<WrongMoment, 'moment'> {
  const last = callsOf(made).at(-1);
  const of = last === 'stop' ? 'stop' : 'start';
  switch (field) {
    case 'calls':
      return wrongCallInWords(expected, seen, made);
    case 'started':
      return {
        of: 'start',
        sentence: seen.started.split(', ')[0] === expected.started?.split(', ')[0] ? 2 : 1,
        expected: startedInWords(expected.started),
        got: startedInWords(seen.started),
      };
    case 'unheard':
      return {
        of,
        sentence: of === 'stop' ? 9 : 7,
        expected: 'the error event of each thread has a listener',
        got: 'there is no listener, so the error ends the program',
      };
    case 'terminated':
      return {
        of: 'stop',
        sentence: 10,
        expected: 'no thread is terminated before its second has passed',
        got: `terminated: ${seen.terminated}`,
      };
    case 'alive':
      return {
        of,
        sentence: of === 'start' ? 6 : 9,
        expected: `threads that run: ${expected.alive || 'none'}`,
        got: `threads that run: ${seen.alive || 'none'}`,
      };
    case 'asked':
      return {
        of,
        sentence: expected.asked === '' ? 5 : of === 'stop' ? 8 : isLate(made) ? 7 : 6,
        expected: `asked to stop: ${expected.asked || 'none'}`,
        got: `asked to stop: ${seen.asked || 'none'}`,
      };
    case 'failed':
      return {
        of,
        sentence: 7,
        expected: failedInWords(expected.failed),
        got: failedInWords(seen.failed),
      };
    case 'threads':
      return {
        of,
        sentence: expected.threads !== 'undefined' ? 3 : of === 'stop' ? 9 : isLate(made) ? 7 : 6,
        expected: `this.threads is ${expected.threads}`,
        got: `it is ${seen.threads}`,
      };
  }
}

function wrongCallInWords(
  expected: Expected,
  seen: LifeSeen,
  made: readonly LifeMove[],
): Omit<WrongMoment, 'moment'> {
  const at = wrongCall(expected, seen);
  const calls = callsOf(made);
  const of = calls[at] === 'stop' ? 'stop' : 'start';
  const number = calls.slice(0, at + 1).filter((call) => call.startsWith(of)).length;
  const isOnly = calls.filter((call) => call.startsWith(of)).length === 1;
  const name = isOnly ? `${of}()` : `${of}() number ${number}`;
  const state = expected.calls?.[at] ?? '';
  return {
    of,
    sentence:
      of === 'stop' ? sentenceOfStop(calls, at, expected) : sentenceOfStart(calls, at, state),
    expected: `${name} ${stateInWords(state)}`,
    got: `${name} ${stateInWords(seen.calls[at])}${runningInWords(seen)}`,
  };
}

function stateInWords(state: string): string {
  return state === 'waits' ? 'still waits' : state;
}

function runningInWords({ alive, asked }: LifeSeen): string {
  if (alive === '') return '; no thread runs';
  return `; threads that run: ${alive}; asked to stop: ${asked || 'none'}`;
}

function sentenceOfStart(calls: readonly LifeMove[], at: number, state: string): number {
  if (calls[at] !== 'start') return 6;
  if (state === 'resolves' || state === 'waits') return at === 0 ? 4 : 13;
  if (state === `rejects with ${DEATH}`) return 6;
  return calls[at + 1] === 'stop' ? 12 : calls[at - 1]?.startsWith('start') === true ? 5 : 6;
}

function sentenceOfStop(
  calls: readonly LifeMove[],
  at: number,
  { calls: states }: Expected,
): number {
  if (states?.[at] === 'waits') return 9;
  if (calls[at - 1] === 'stop' || calls[at + 1] === 'stop') return 12;
  if (states?.[at - 1] === UNDECIDED) return 12;
  return at === 0 ? 11 : 9;
}

/** The calls of a life, in the order in which they are made. */
function callsOf(made: readonly LifeMove[]): LifeMove[] {
  const forecast = new Forecast();
  for (const move of made) forecast.make(move);
  return [...forecast.made];
}

/** True if the threads were ready when the life went wrong. */
function isLate(made: readonly LifeMove[]): boolean {
  const since = made.slice(made.lastIndexOf('start'));
  return since.includes('server ready') && since.includes('miner ready');
}

function startedInWords(started = ''): string {
  const [threads, signals] = started.split(', ');
  return `${threads} threads started in all, with ${signals} different signals`;
}

function failedInWords(failed = ''): string {
  return failed === '' ? 'failed is not called' : `failed is called with ${failed}`;
}
