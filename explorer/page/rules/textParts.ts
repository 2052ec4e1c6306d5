import { blockPrefix } from '../../../solution/hashBlock';
import type { Block } from '../../../solution/supplied/types';

/** A part of the text that is hashed. */
interface TextPart {
  text: string;
  /** The name of the field. Empty for the characters between fields. */
  field: string;
}

/** Returns the parts of the text that is hashed for a block. */
export function textParts(block: Omit<Block, 'hash'>): TextPart[] {
  const text = `${blockPrefix(block)}${block.nonce}]`;
  const { index, timestamp, previousHash, difficulty, nonce, data } = block;
  const { id, from, to, amount, signature } = data;
  const fields = { index, timestamp, previousHash, difficulty, id, from, to, amount, signature };
  const parts: TextPart[] = [];
  let at = 0;
  for (const [field, value] of Object.entries({ ...fields, nonce })) {
    const piece = JSON.stringify(value);
    const start = text.indexOf(piece, at);
    if (start < 0) return [{ text, field: '' }];
    if (start > at) parts.push({ text: text.slice(at, start), field: '' });
    parts.push({ text: piece, field });
    at = start + piece.length;
  }
  parts.push({ text: text.slice(at), field: '' });
  return parts;
}
