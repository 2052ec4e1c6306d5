import { chainWork, tip } from '../../solution/supplied/chain/Chain';
import type { Chain } from '../../solution/supplied/chain/Chain';
import { MAX_PAGE, PROTOCOL } from '../../solution/supplied/constants';
import type { Address } from '../../solution/supplied/types';
import type { Script } from './ScriptedPeer';

/** The script of a peer that answers as an honest one that holds a chain. */
export function politely(
  { name, address }: { name: string; address: Address },
  chainOf: () => Chain | undefined,
): Script {
  return (request) => {
    const chain = chainOf();
    if (chain === undefined) return { type: 'rejected', code: 'busy', reason: 'not yet' };
    const { index: height, hash } = tip(chain);
    switch (request.type) {
      case 'hello':
      case 'getPeers':
        return { type: 'peers', peers: [] };
      case 'getStatus': {
        const { genesis } = chain.ledger;
        const work = chainWork(chain);
        const status = { name, address, genesis, height, work, tip: hash, peers: 0 };
        return { type: 'status', protocol: PROTOCOL, ...status };
      }
      case 'getChain': {
        const { from, limit } = request;
        const blocks = chain.blocks.slice(from, from + Math.min(limit, MAX_PAGE));
        return { type: 'chain', blocks, height };
      }
      case 'block':
      case 'transaction':
        return { type: 'ok' };
    }
  };
}
