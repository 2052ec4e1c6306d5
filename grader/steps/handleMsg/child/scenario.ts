import { Socket } from 'node:net';
import type * as HandleMsg from '../../../../solution/handleMsg';
import { pushBlock, tip } from '../../../../solution/supplied/chain/Chain';
import type { BlockMessage, TransactionMessage } from '../../../../solution/supplied/wire/messages';
import type { Block, Endpoint } from '../../../../solution/supplied/types';
import type { CheckLine } from '../../../harness/channel/CheckLine';
import type { Cast, MessageStory, Outcome, StateSeen } from '../channel/MessageStory';
import { playToText } from '../channel/playMessages';
import { RecordedUser } from '../channel/RecordedUser';
import type { CallSeen, UserData } from '../channel/RecordedUser';

const { setImmediate } = globalThis;
const race = Promise.race.bind(Promise);

/** A message, and where its sender listens. */
export interface SentMessage {
  message: BlockMessage | TransactionMessage;
  announcer?: Endpoint;
}

/** Messages, and the user that receives them. */
export interface Delivery {
  user: UserData;
  messages: SentMessage[];
}

/** The results of the messages. */
export interface Seen extends StateSeen {
  outcomes: Outcome[];
  calls: CallSeen[];
}

/** Stories, with the blocks and payments in them. */
interface ToldStories {
  cast: Cast;
  stories: readonly MessageStory[];
}

/** What a story did, in the text form of `playToText`. */
export interface StoryText {
  text: string;
  /** How many connections the submission tried to open. */
  connections: number;
}

/** The state at the next turn of the event loop. */
export interface AnsweredInOneTurn {
  answered: boolean;
  /** How many connections the submission tried to open before that turn. */
  connections: number;
}

/**
 * How many connections the submission tried to open. All are refused, because a correct `handleMsg`
 * opens no connection.
 */
let connections = 0;
Socket.prototype.connect = function refuse(this: Socket): Socket {
  connections++;
  process.nextTick(() => this.destroy(new Error('connect ECONNREFUSED')));
  return Object.assign(this, { connecting: true });
};

/** Sends the messages in order. Each message is sent after the answer to the previous message. */
export async function inTurn(
  submission: typeof HandleMsg,
  { user, messages }: Delivery,
): Promise<Seen> {
  const calls: CallSeen[] = [];
  const receiver = new RecordedUser(user, calls);
  const outcomes: Outcome[] = [];
  for (const one of messages) outcomes.push(await send(submission, receiver, one));
  const { chain, pending } = receiver;
  return { outcomes, calls, chain, pending };
}

/**
 * Sends all messages in one tick.
 *
 * @param rival a fetched block that the user appends in the same tick, if the block fits on the tip
 */
export async function atOnce(
  submission: typeof HandleMsg,
  { user, messages, rival }: Delivery & { rival?: Block },
): Promise<Seen> {
  const calls: CallSeen[] = [];
  const receiver = new RecordedUser(user, calls);
  const answers = messages.map((one) => send(submission, receiver, one));
  if (rival?.previousHash === tip(user.chain).hash) pushBlock(user.chain, rival);
  const outcomes = await Promise.all(answers);
  const { chain, pending } = receiver;
  return { outcomes, calls, chain, pending };
}

/** Sends one message, and records if the answer comes before the next turn of the event loop. */
export async function inOneTurn(
  submission: typeof HandleMsg,
  { user, messages: [one] }: Delivery,
): Promise<AnsweredInOneTurn> {
  connections = 0;
  const round = new Promise<false>((resolve) => {
    setImmediate(() => resolve(false));
  });
  const answer = send(submission, new RecordedUser(user, []), one).then(() => true);
  const answered = await race([answer, round]);
  return { answered, connections };
}

/**
 * Plays stories, one after the other, each in a new program: the submission is loaded again. Tells
 * the check which story comes next, and in a story alone, which line. For all lines of all stories
 * together, this would take a third of the time.
 *
 * @param worlds each `ToldStories` in JSON
 */
export async function inStories(
  _submission: typeof HandleMsg,
  worlds: string[],
  { loadAgain, tell }: CheckLine,
): Promise<StoryText[]> {
  const played: StoryText[] = [];
  for (const [i, world] of worlds.entries()) {
    const { cast, stories } = JSON.parse(world) as ToldStories;
    const isAlone = worlds.length === 1 && stories.length === 1;
    for (const [j, story] of stories.entries()) {
      connections = 0;
      const functions = loadAgain() as typeof HandleMsg;
      tell([i, j]);
      const onLine = isAlone ? (line: number): void => tell([i, j, line]) : undefined;
      const text = await playToText(functions, story, cast, onLine);
      played.push({ text, connections });
    }
  }
  return played;
}

async function send(
  { handleMsg }: typeof HandleMsg,
  user: RecordedUser,
  { message, announcer }: SentMessage,
): Promise<Outcome> {
  try {
    return { resolved: await handleMsg(user, message, announcer) };
  } catch (error) {
    const { name, code } = Object(error) as { name?: unknown; code?: unknown };
    if (name !== 'Refusal') throw error;
    return { refused: code };
  }
}
