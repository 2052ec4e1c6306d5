import { hash as digest } from 'node:crypto';
import { NETWORK, REWARD } from '../../../../solution/supplied/constants';
import type { Block } from '../../../../solution/supplied/types';

/**
 * Returns many valid blocks of coins on a parent with difficulty 0. Needs a tenth of the time of
 * `grow`.
 */
export function longBranch(parent: Block, count: number, name: string): Block[] {
  const to = digest('sha256', name);
  const blocks: Block[] = [];
  let { index, timestamp, hash } = parent;
  for (let i = 0; i < count; i++) {
    const previousHash = hash;
    index++;
    timestamp += 1000;
    const data = { id: `${name}-${index}`, from: NETWORK, to, amount: REWARD, signature: '' };
    const fields = `"${data.id}","${NETWORK}","${to}",${REWARD},""`;
    hash = digest('sha256', `[${index},${timestamp},"${previousHash}",0,[${fields}],0]`);
    blocks.push({ index, timestamp, previousHash, difficulty: 0, data, nonce: 0, hash });
  }
  return blocks;
}
