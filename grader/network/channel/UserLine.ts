import { isHash, isObject } from '../../../solution/supplied/chain/checkShape';
import { isPort } from '../../../solution/supplied/wire/messages';

/** What `tellingTcp` tells besides a user's own events: that something is asked, what is answered. */
export type SaidEvent =
  | { event: 'said'; id: number; at: number; host: string; port: number; request: string }
  | { event: 'heard'; id: number; reply: string };

/** A line that a user wrote, as far as the capstone looks at it. It may all be made up. */
export type UserLine =
  | SaidEvent
  | { event: 'up' }
  | { event: 'ready'; address: string; port: number }
  | { event: 'mined'; index: number; what: string }
  | { event: 'payment'; state: string; amount: number }
  | { event: 'sorry'; message: string }
  | { event: 'reach' }
  | { event: 'status'; balance: number }
  | { event: 'error'; message: string; stack: string }
  | { event: 'failed'; message: string }
  | { event: 'other'; text: string };

/** The most of a text that is kept. */
const LONGEST = 300;

/**
 * Takes a line for what it is, whoever made it up.
 *
 * @returns undefined if it is none of a user's events: something that the code printed
 */
export function readUserLine(line: string): UserLine | undefined {
  const said = parse(line);
  if (!isObject(said) || typeof said.event !== 'string') return undefined;
  const { event, id, at, port } = said;
  switch (event) {
    case 'up':
    case 'reach':
      return { event };
    case 'said':
      if (!isPort(port)) return undefined;
      return {
        event,
        id: Number(id),
        at: Number(at),
        host: text(said.host),
        port,
        request: text(said.request),
      };
    case 'heard':
      return { event, id: Number(id), reply: text(said.reply) };
    case 'ready':
      if (!isHash(said.address) || !isPort(port)) return undefined;
      return { event, address: said.address, port };
    case 'coin':
      return { event: 'mined', index: Number(said.index), what: '' };
    case 'minted':
      return { event: 'mined', index: Number(said.index), what: ' (a payment)' };
    case 'payment':
      return { event, state: text(said.state), amount: Number(said.amount) };
    case 'status':
      return { event, balance: Number(said.balance) };
    case 'sorry':
    case 'failed':
      return { event, message: text(said.message, 4000) };
    case 'error':
      return { event, message: text(said.message), stack: text(said.stack, 4000) };
    case 'refused':
      // What was said in a message of its own is in the answer to that already.
      if (['block', 'transaction'].includes(text(said.what))) return { event: 'other', text: '' };
      return { event: 'other', text: `refused ${text(said.what)}: ${text(said.code)}` };
    case 'caughtUp':
      return { event: 'other', text: `caught up to ${text(String(said.height))}` };
    case 'reorganised':
      return {
        event: 'other',
        text: `changed branch, ${Number(said.undone)} undone, now at ${Number(said.height)}`,
      };
    default:
      return { event: 'other', text: '' };
  }
}

function parse(line: string): unknown {
  try {
    return line.startsWith('{') ? JSON.parse(line) : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown, longest = LONGEST): string {
  return typeof value === 'string' ? value.slice(0, longest) : '';
}
