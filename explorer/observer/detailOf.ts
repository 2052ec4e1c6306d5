import { formatCoins } from '../../solution/supplied/chain/coins';
import { hashBlock } from '../../solution/hashBlock';
import { REWARD } from '../../solution/supplied/constants';
import { CODES } from '../../solution/supplied/Refusal';
import { leadingZeroBits } from '../channel/bits';
import type { TreeBlock } from './TreeBlock';

/** How many digits of a hash a sentence shows. */
const SHOWN = 12;

/** Returns in numbers why a block is invalid, in full sentences. */
export function detailOf({ block, code, parent, position }: TreeBlock): string {
  const short = (hash: string): string => `${hash.slice(0, SHOWN)}…`;
  switch (code) {
    case null:
      return '';
    case 'bad-index':
      return `Its index is ${block.index}, and its place in the chain is ${position}.`;
    case 'bad-link':
      return `Its previousHash is ${short(block.previousHash)}, but the block before it is ${short(parent?.block.hash ?? '')}.`;
    case 'bad-timestamp': {
      const early = (parent?.block.timestamp ?? 0) - block.timestamp;
      return early > 0
        ? `It is ${early} ms older than the block before it.`
        : 'It is more than two minutes in the future.';
    }
    case 'bad-difficulty':
      return `Its difficulty is ${block.difficulty} bits, but ${parent?.block.difficulty} are required.`;
    case 'bad-hash':
      return `Its hash is ${short(block.hash)}, but the hash of its fields is ${short(hashBlock(block))}.`;
    case 'bad-work':
      return `${leadingZeroBits(block.hash)} of ${block.difficulty} zero bits.`;
    case 'bad-reward':
      return `Its coin is worth ${formatCoins(block.data.amount)}, not ${formatCoins(REWARD)}.`;
    default:
      return sentence(CODES[code]);
  }
}

/** Returns a text as a sentence, with a capital letter and a full stop. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
