import { handleMsg } from '../../../../solution/handleMsg';
import { balanceOf } from '../../../../solution/supplied/chain/balances';
import type { Ledger, Transaction } from '../../../../solution/supplied/types';
import { equals } from '../../../harness/parent/suite/equals';
import type {
  Cast,
  Ending,
  Event,
  Line,
  MessageStory,
  StateSeen,
  StorySeen,
} from '../channel/MessageStory';
import type { CallSeen } from '../channel/RecordedUser';
import { playMessages } from '../channel/playMessages';
import type { StoryText } from '../child/scenario';
import { showState } from '../showState';
import { callsInWords, nameOf } from '../showHandled';
import { readStorySeen } from './readStorySeen';

/** Where a submission differs from the reference in a story. */
export interface StoryDifference {
  kind: 'answer' | 'calls' | 'state' | 'connections';
  /** The number of the line, from 0. The last line if the state at the end differs. */
  line: number;
  /** The number of the event in the line. */
  event: number;
  /** The user whose state differs. */
  user: number;
  expected: string;
  got: string;
}

const REFERENCE = { handleMsg };

const LATE =
  'it still waits after a setImmediate: it awaits something that takes time, such as a timer';

/**
 * Compares what a submission did in a story with the reference. Returns undefined if both did the
 * same.
 */
export async function judgeStory(
  story: MessageStory,
  cast: Cast,
  { text, connections }: StoryText,
): Promise<StoryDifference | undefined> {
  const last = story.lines.length - 1;
  const at = { line: last, event: 0, user: story.lines[last][0].user };
  if (connections > 0) {
    const got = `your code opened ${connections} connections`;
    return { kind: 'connections', ...at, expected: 'no connection before the answer', got };
  }
  const seen = readStorySeen(text);
  if (seen === undefined) {
    const got = 'values that are not plain data, in the answers or in the user';
    return { kind: 'state', ...at, expected: 'answers, and a chain of blocks', got };
  }
  return differenceFromAll(story, cast, seen);
}

/** An order of the events in the first lines of a story, and what the reference then does. */
interface Ordered {
  lines: readonly Line[];
  seen: StorySeen;
}

/**
 * Events of one line can happen in any order. Returns a difference only if the submission differs
 * from the reference in each order.
 */
async function differenceFromAll(
  { users, lines }: MessageStory,
  cast: Cast,
  got: StorySeen,
): Promise<StoryDifference | undefined> {
  let possible: Ordered[] = [{ lines: [], seen: { lines: [], users: [] } }];
  for (const [i, line] of lines.entries()) {
    const isLast = i === lines.length - 1;
    const next: Ordered[] = [];
    let difference: StoryDifference | undefined;
    for (const before of possible) {
      for (const order of permutations(line.map((_, event) => event))) {
        const events = order.map((event): Event => line[event]);
        const ordered = [...before.lines, events];
        const played = await playMessages(REFERENCE, { users, lines: ordered }, cast);
        const { endings, calls } = played.lines[i];
        const written = line.map((_, event) => endings[order.indexOf(event)]);
        const seen = {
          lines: [...before.seen.lines, { endings: written, calls }],
          users: played.users,
        };
        const found =
          differenceInLine(i, line, cast, seen, got) ??
          (isLast ? differenceAtEnd(i, seen, got) : undefined);
        difference ??= found;
        const isNew = !next.some((other) => equals(other.seen.users, seen.users));
        if (found === undefined && isNew) next.push({ lines: ordered, seen });
      }
    }
    if (next.length === 0) return difference;
    possible = next;
  }
  return undefined;
}

function permutations(numbers: readonly number[]): number[][] {
  if (numbers.length < 2) return [[...numbers]];
  return numbers.flatMap((first) =>
    permutations(numbers.filter((number) => number !== first)).map((rest) => [first, ...rest]),
  );
}

function differenceInLine(
  line: number,
  events: Line,
  cast: Cast,
  wanted: StorySeen,
  got: StorySeen,
): StoryDifference | undefined {
  const expected = wanted.lines[line];
  const found = got.lines.at(line) ?? { endings: [], calls: [] };
  const event = expected.endings.findIndex(
    (ending, i) =>
      !equals(ending, found.endings[i]) &&
      !isEitherCode(events[i], cast, wanted.users[events[i].user], [ending, found.endings[i]]),
  );
  if (event >= 0) {
    const [one, other] = [expected, found].map(({ endings }) => endingInWords(endings[event]));
    return { kind: 'answer', line, user: events[event].user, event, expected: one, got: other };
  }
  const user = expected.calls.findIndex(
    (calls, i) => !areSameCalls(calls, found.calls.at(i) ?? [], events.length > 1),
  );
  if (user < 0) return undefined;
  const [one, other] = [expected, found].map(({ calls }) => callsInWords(calls.at(user) ?? []));
  return { kind: 'calls', line, user, event: 0, expected: one, got: other };
}

/**
 * After a change of chains, a sender may not own what waits already. Then another payment of that
 * sender breaks the rule of the amount in any case, and the code of another rule is no better.
 */
function isEitherCode(
  event: Event,
  cast: Cast,
  { chain, pending }: StateSeen,
  [expected, got]: ReadonlyArray<Ending | null | undefined>,
): boolean {
  if (!('payment' in event) || !equals(got, { refused: 'insufficient-funds' })) return false;
  const others = [{ refused: 'bad-signature' }, { refused: 'bad-transaction' }];
  if (!others.some((other) => equals(expected, other))) return false;
  const { from } = Object(cast[event.payment]) as Transaction;
  const owed = (pending as Transaction[])
    .filter((waiting) => waiting.from === from)
    .reduce((sum, { amount }) => sum + amount, 0);
  return owed > balanceOf(chain.ledger as Ledger, from);
}

function differenceAtEnd(
  line: number,
  wanted: StorySeen,
  got: StorySeen,
): StoryDifference | undefined {
  for (const [user, expected] of wanted.users.entries()) {
    const words = showState(expected, got.users.at(user) ?? { chain: {}, pending: undefined });
    if (words !== undefined) return { kind: 'state', line, event: 0, user, ...words };
  }
  return undefined;
}

/** Of messages at once, only the number of calls is promised. */
function areSameCalls(
  wanted: readonly CallSeen[],
  got: readonly CallSeen[],
  areAtOnce: boolean,
): boolean {
  if (!areAtOnce) return equals(wanted, got);
  const [one, other] = [wanted, got].map((calls) =>
    calls.map((call) => JSON.stringify([call.called, 'from' in call ? call.from : null])).sort(),
  );
  return equals(one, other);
}

/** Returns the end of a message in words. */
export function endingInWords(ending: Ending | null | undefined): string {
  if (ending === null || ending === undefined) return 'no answer';
  if ('late' in ending) return LATE;
  return 'threw' in ending
    ? `an error that is not a Refusal: ${String(ending.threw)}`
    : nameOf(ending);
}
