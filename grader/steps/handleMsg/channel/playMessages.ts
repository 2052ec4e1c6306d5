import type * as HandleMsg from '../../../../solution/handleMsg';
import type { Block, Transaction } from '../../../../solution/supplied/types';
import { encode } from '../../../harness/channel/encode';
import { chainOf } from '../../support/sampleBlocks';
import type { Cast, Ending, Event, Line, LineSeen, MessageStory, StorySeen } from './MessageStory';
import { RecordedUser } from './RecordedUser';
import type { CallSeen } from './RecordedUser';

// A submission can replace these functions by mistake.
const { setImmediate } = globalThis;
const race = Promise.race.bind(Promise);

type Played = Pick<typeof HandleMsg, 'handleMsg'>;

/**
 * Plays a story. The grader plays each story with the reference, and the process of a submission
 * plays it with the submission.
 *
 * @param onLine called with the number of each line before the line begins
 */
export async function playMessages(
  functions: Played,
  { users, lines }: MessageStory,
  cast: Cast,
  onLine: (line: number) => void = () => undefined,
): Promise<StorySeen> {
  const calls = users.map((): CallSeen[] => []);
  const receivers = users.map(({ address, blocks, pending, now }, i) => {
    const chain = chainOf(blocks.map((name) => copyOf(cast[name] as Block)));
    const waiting = pending.map((name) => ({ ...(cast[name] as Transaction) }));
    return new RecordedUser({ address, chain, pending: waiting, now }, calls[i]);
  });
  const seen: LineSeen[] = [];
  for (const [i, line] of lines.entries()) {
    onLine(i);
    const endings = await playLine(functions, receivers, line, cast);
    seen.push({ endings, calls: calls.map((list) => list.splice(0)) });
  }
  return { lines: seen, users: receivers.map(({ chain, pending }) => ({ chain, pending })) };
}

/** Plays a story. Returns what it did as a text, or an empty text if that is no plain data. */
export async function playToText(...played: Parameters<typeof playMessages>): Promise<string> {
  const seen = await playMessages(...played);
  try {
    return JSON.stringify(encode(seen));
  } catch {
    return '';
  }
}

/** Begins all events in one tick, then waits for the answers. */
async function playLine(
  functions: Played,
  users: readonly RecordedUser[],
  events: Line,
  cast: Cast,
): Promise<Array<Ending | null>> {
  const round = new Promise<Ending>((resolve) => {
    setImmediate(() => resolve({ late: true }));
  });
  const endings = events.map((event) => begin(functions, users[event.user], event, cast));
  return Promise.all(endings.map((ending) => ending && race([ending, round])));
}

/** Returns the ending of a message, or null for another event. */
function begin(
  functions: Played,
  user: RecordedUser,
  event: Event,
  cast: Cast,
): Promise<Ending> | null {
  if ('clock' in event) user.clock = event.clock;
  else if ('queue' in event) {
    user.queue = event.queue.map((name) => ({ ...(cast[name] as Transaction) }));
  } else if ('adopts' in event) user.adopt(event.adopts.map((name) => copyOf(cast[name] as Block)));
  else if ('payment' in event) {
    const transaction = structuredClone(cast[event.payment]);
    return endingOf(async () => functions.handleMsg(user, { type: 'transaction', transaction }));
  } else {
    const { block, from } = event;
    const message = { type: 'block', block: structuredClone(cast[block]) } as const;
    return endingOf(async () => functions.handleMsg(user, message, from && { ...from }));
  }
  return null;
}

async function endingOf(handled: () => Promise<unknown>): Promise<Ending> {
  try {
    return { resolved: await handled() };
  } catch (error) {
    const { name, code, message } = Object(error) as Record<string, unknown>;
    if (name === 'Refusal') return { refused: code };
    return { threw: `${String(name)}: ${String(message)}`.slice(0, 300) };
  }
}

function copyOf(block: Block): Block {
  return { ...block, data: { ...block.data } };
}
