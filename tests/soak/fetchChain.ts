import { appendBlock, createChain } from '../../solution/supplied/chain/Chain';
import type { Chain } from '../../solution/supplied/chain/Chain';
import { MAX_PAGE } from '../../solution/supplied/constants';
import type { Block, Endpoint } from '../../solution/supplied/types';
import { parseReply } from '../../solution/supplied/wire/messages';
import { tcpClient } from '../../solution/supplied/wire/tcp';

/**
 * Fetches the chain of a user, and checks each block by all rules.
 *
 * @param aheadMs how far the clocks of the users can be ahead of ours, in milliseconds
 * @throws Refusal if a block is invalid
 */
export async function fetchChain(from: Endpoint, aheadMs = 0): Promise<Chain> {
  const blocks: Block[] = [];
  for (let height = 0; blocks.length <= height;) {
    const question = { type: 'getChain', from: blocks.length, limit: MAX_PAGE };
    const reply = parseReply(await tcpClient(from, question));
    if (reply.type !== 'chain')
      throw new Error(`a question for blocks is answered with ${reply.type}`);
    const page = reply.blocks as Block[];
    const isSame = page[0]?.previousHash === (blocks[blocks.length - 1] ?? page[0]).hash;
    // The user has changed branches between two pages, or has lost blocks.
    if (blocks.length > 0 && !isSame) return fetchChain(from, aheadMs);
    height = reply.height;
    blocks.push(...page);
  }
  const chain = createChain(blocks[0]);
  for (const block of blocks.slice(1)) appendBlock(chain, block, Date.now() + aheadMs);
  return chain;
}
