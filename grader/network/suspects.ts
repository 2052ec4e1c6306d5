import type { StepName } from '../course/course';
import type { Message } from './Conversation';
import { isCode } from '../../solution/supplied/Refusal';
import { guardOf } from './judgeChain';
import type { Player } from './Player';
import type { Stage } from './Stage';

/** How a user tells that it believes to have changed its chain. */
const CHANGES = /^(caught up|changed branch)/;
/** What goes on at present happens within that time, in milliseconds. */
const RECENTLY_MS = 2000;
/** More questions than any chain of ours is worth. */
const MANY = 200;

/** Who is likely at fault if a user does not even get ready. */
export function notReady({ conversation }: Stage, name: string): StepName[] {
  const asked = conversation.messages(({ from }) => from === name);
  if (asked.some(({ request }) => request.startsWith('getChain') && !request.endsWith('from 0'))) {
    return ['catchUp', 'reorganise', 'longestChain'];
  }
  return asked.length === 0 ? ['User'] : ['catchUp', 'createGenesisBlock'];
}

/** Who is likely at fault if a user does not get a block that another has mined. */
export function blockLost(stage: Stage, miner: Player, other: Player): StepName[] {
  const said = messages(stage, miner, other, 'block ');
  if (said.length === 0) return ['broadcast'];
  return whyRefused(said) ?? ['handleMsg', 'catchUp'];
}

/** Who is likely at fault if a payment does not get onto any chain. */
export function paymentLost(stage: Stage, seller: Player, buyer: Player): StepName[] {
  const said = messages(stage, seller, buyer, 'mint ');
  return whyRefused(said) ?? ['handleMsg', 'minerThread'];
}

/** Who is likely at fault if one user does not come to another's longer chain. */
export function branchLost(stage: Stage, behind: Player, ahead: Player): StepName[] {
  const asked = messages(stage, behind, ahead, 'getChain').filter(({ reply }) =>
    /^\d+ blocks?$/.test(reply ?? ''),
  );
  if (asked.length === 0) return ['catchUp', 'handleMsg'];
  const since = Date.now() - RECENTLY_MS;
  const changes = stage.conversation.notes(
    ({ who, what, at }) => who === behind.name && at > since && CHANGES.test(what),
  );
  return changes.length > 0 ? ['reorganise', 'longestChain'] : ['longestChain', 'catchUp'];
}

function messages({ conversation }: Stage, from: Player, to: Player, request: string): Message[] {
  return conversation.messages(
    (message) =>
      message.from === from.name && message.to === to.name && message.request.startsWith(request),
  );
}

/** The step whose rule the last refusal names. */
function whyRefused(said: readonly Message[]): StepName[] | undefined {
  const code = said.at(-1)?.reply;
  if (!isCode(code) || code === 'unknown-parent' || code === 'not-longest') return undefined;
  return [...new Set<StepName>([guardOf(code), 'handleMsg'])];
}

/** Whom a user asks for its chain again and again, if there is somebody. */
export function askedOnAndOn({ conversation, cast }: Stage, user: Player): string | undefined {
  const asked = conversation.messages(
    ({ from, request }) => from === user.name && request.startsWith('getChain'),
  );
  return cast.find((name) => asked.filter(({ to }) => to === name).length > MANY);
}
