import type { StepName } from '../../course/course';
import { isCode } from '../../../solution/supplied/Refusal';
import type { Conversation, Message } from './Conversation';
import type { HonestUser } from './HonestUser';
import { stepOf } from './judgeChain';

/** Matches the report of a user that has changed its chain. */
const CHAIN_CHANGED = /^(caught up|changed branch)/;
/** How long a change counts as recent, in milliseconds. */
const RECENT_MS = 2000;
/** The limit for questions about one chain. An honest user asks fewer questions. */
const TOO_MANY = 200;

/** Returns the steps that are likely at fault if a user does not become ready. */
export function suspectsIfNotReady(conversation: Conversation, name: string): StepName[] {
  const asked = conversation.messages(({ from }) => from === name);
  if (asked.some(({ request }) => request.startsWith('getChain') && !request.endsWith('from 0'))) {
    return ['catchUp', 'reorganise', 'longestChain'];
  }
  return asked.length === 0 ? ['User'] : ['catchUp', 'createGenesisBlock'];
}

/** Returns the steps that are likely at fault if a user does not get another user's block. */
export function suspectsIfBlockLost(
  conversation: Conversation,
  miner: HonestUser,
  other: HonestUser,
): StepName[] {
  const announced = messages(conversation, miner, other, 'block ');
  if (announced.length === 0) return ['broadcast'];
  return whyRefused(announced) ?? ['handleMsg', 'catchUp'];
}

/** Returns the steps that are likely at fault if a payment does not get onto any chain. */
export function suspectsIfPaymentLost(
  conversation: Conversation,
  seller: HonestUser,
  buyer: HonestUser,
): StepName[] {
  const asked = messages(conversation, seller, buyer, 'mint ');
  return whyRefused(asked) ?? ['handleMsg', 'minerThread'];
}

/**
 * Returns the steps that are likely at fault if a user does not adopt the longer chain of another
 * user.
 */
export function suspectsIfBranchLost(
  conversation: Conversation,
  behind: HonestUser,
  ahead: HonestUser,
): StepName[] {
  const asked = messages(conversation, behind, ahead, 'getChain').filter(({ reply }) =>
    /^\d+ blocks?$/.test(reply ?? ''),
  );
  if (asked.length === 0) return ['catchUp', 'handleMsg'];
  const since = Date.now() - RECENT_MS;
  const changes = conversation.notes(
    ({ who, what, at }) => who === behind.name && at > since && CHAIN_CHANGED.test(what),
  );
  return changes.length > 0 ? ['reorganise', 'longestChain'] : ['longestChain', 'catchUp'];
}

/**
 * Returns the name of a peer whose chain a user requests again and again. Returns undefined if
 * there is no such peer.
 */
export function peerAskedTooOften(
  conversation: Conversation,
  user: HonestUser,
): string | undefined {
  const counts = new Map<string, number>();
  const isAsked = ({ from, request }: Message): boolean =>
    from === user.name && request.startsWith('getChain');
  for (const { to } of conversation.messages(isAsked)) counts.set(to, (counts.get(to) ?? 0) + 1);
  return [...counts].find(([, count]) => count > TOO_MANY)?.[0];
}

function messages(
  conversation: Conversation,
  from: HonestUser,
  to: HonestUser,
  request: string,
): Message[] {
  return conversation.messages(
    (message) =>
      message.from === from.name && message.to === to.name && message.request.startsWith(request),
  );
}

/** Returns the step whose rule the last refusal names. Returns undefined if no rule is named. */
function whyRefused(asked: readonly Message[]): StepName[] | undefined {
  const code = asked.at(-1)?.reply;
  if (!isCode(code) || code === 'unknown-parent' || code === 'not-longest') return undefined;
  return [...new Set<StepName>([stepOf(code), 'handleMsg'])];
}
