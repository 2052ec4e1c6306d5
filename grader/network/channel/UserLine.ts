import { isHash, isObject } from '../../../solution/supplied/chain/checkShape';
import { isPort } from '../../../solution/supplied/wire/messages';

/** A line that `reportingTcp` writes: the request of a user, or the reply to this request. */
export type MessageLine =
  | { event: 'request'; id: number; at: number; port: number; request: string }
  | { event: 'reply'; id: number; reply: string };

/**
 * A line that the process of a user wrote. The student's code can write such a line too. So do not
 * trust the values.
 */
export type UserLine =
  | MessageLine
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

/** The maximum length of a text, in characters. Longer texts are cut. */
const MAX_TEXT = 300;

/**
 * Returns the event in a line. Checks the type of each field, and cuts long texts.
 *
 * @returns undefined if the line is text that the code printed
 */
export function readUserLine(line: string): UserLine | undefined {
  const said = parse(line);
  if (!isObject(said) || typeof said.event !== 'string') return undefined;
  const { event, id, at, port } = said;
  switch (event) {
    case 'up':
    case 'reach':
      return { event };
    case 'request':
      if (!isPort(port)) return undefined;
      return { event, id: number(id), at: number(at), port, request: text(said.request) };
    case 'reply':
      return { event, id: number(id), reply: text(said.reply) };
    case 'ready':
      if (!isHash(said.address) || !isPort(port)) return undefined;
      return { event, address: said.address, port };
    case 'coin':
      return { event: 'mined', index: number(said.index), what: '' };
    case 'minted':
      return { event: 'mined', index: number(said.index), what: ' (a payment)' };
    case 'payment':
      return { event, state: text(said.state), amount: number(said.amount) };
    case 'status':
      return { event, balance: number(said.balance) };
    case 'sorry':
    case 'failed':
      return { event, message: text(said.message, 4000) };
    case 'error':
      return { event, message: text(said.message), stack: text(said.stack, 4000) };
    case 'refused':
      // For an announced block or a payment, the reply already shows the code.
      if (['block', 'transaction'].includes(text(said.what))) return { event: 'other', text: '' };
      return { event: 'other', text: `refused ${text(said.what)}: ${text(said.code)}` };
    case 'caughtUp':
      return { event: 'other', text: `caught up to height ${number(said.height)}` };
    case 'reorganised':
      return {
        event: 'other',
        text: `changed branch, undid ${number(said.undone)} blocks, height ${number(said.height)} now`,
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

function text(value: unknown, longest = MAX_TEXT): string {
  return typeof value === 'string' ? value.slice(0, longest) : '';
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : NaN;
}
