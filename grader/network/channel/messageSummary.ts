import { isObject } from '../../../solution/supplied/chain/checkShape';
import { formatCoins } from '../../../solution/supplied/chain/coins';

/** Describes a request in a few words, for a diagram. The request can be any value. */
export function requestSummary(message: unknown): string {
  if (!isObject(message)) return 'an invalid message';
  switch (message.type) {
    case 'block':
      return `block ${field(message.block, 'index')}${paymentIn(message.block)}`;
    case 'transaction': {
      const amount = isObject(message.transaction) ? message.transaction.amount : undefined;
      return `mint ${coins(amount)}`;
    }
    case 'getChain':
      return `getChain from ${field(message, 'from')}`;
    default:
      return word(message.type);
  }
}

/** Describes a reply in a few words. The reply can be any value. */
export function replySummary(reply: unknown): string {
  if (!isObject(reply)) return 'an invalid message';
  switch (reply.type) {
    case 'rejected':
      return word(reply.code);
    case 'chain': {
      const { blocks } = reply;
      return count(blocks, 'block');
    }
    case 'status':
      return `height ${word(reply.height)}`;
    case 'peers':
      return count(reply.peers, 'peer');
    default:
      return word(reply.type);
  }
}

/** Returns the amount of the payment in a block. Returns an empty string for a coin. */
function paymentIn(block: unknown): string {
  const data = isObject(block) ? block.data : undefined;
  if (!isObject(data) || data.from === 'network') return '';
  return ` (${coins(data.amount)})`;
}

function count(list: unknown, what: string): string {
  const length = Array.isArray(list) ? list.length : 0;
  return `${length === 0 ? 'no' : length} ${what}${length === 1 ? '' : 's'}`;
}

function coins(cents: unknown): string {
  return typeof cents === 'number' ? formatCoins(cents) : '?';
}

function field(value: unknown, name: string): string {
  return isObject(value) ? word(value[name]) : '?';
}

/** Returns a primitive value as text. Some objects cannot be converted to a text. */
function word(value: unknown): string {
  return isObject(value) || Array.isArray(value) ? '?' : String(value);
}
