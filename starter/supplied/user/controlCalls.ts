import { balanceOf } from '../chain/balances';
import { chainWork, tip } from '../chain/Chain';
import type { ControlCalls } from './control';
import type { UserServer } from './UserServer';

/** What the main thread may ask of a user's server thread. */
export function controlCalls(user: UserServer): ControlCalls {
  const { contacts, chain, address } = user;
  return {
    status() {
      const { name, host, port } = contacts.options.self;
      return {
        name,
        address,
        host,
        port,
        genesis: chain.ledger.genesis,
        height: tip(chain).index,
        work: chainWork(chain),
        tip: tip(chain).hash,
        balance: balanceOf(chain.ledger, address),
        peers: contacts.peers.all(),
        pending: user.pending.length,
        payments: user.payments.size,
        hashes: user.countHashes(),
        refused: user.refusals,
      };
    },
    view(most) {
      const { blocks } = chain;
      const isLong = blocks.length > most;
      const head = Math.floor(most / 2);
      return {
        height: tip(chain).index,
        blocks: isLong ? [...blocks.slice(0, head), ...blocks.slice(head - most)] : blocks,
        balances: [...chain.ledger.balances],
      };
    },
    async pay(buyer, amount, at) {
      if (at !== undefined && contacts.peers.at(at) === undefined) await contacts.visit(at);
      return user.pay(user.addressOf(buyer), amount);
    },
    mineCoins(on) {
      user.minesCoins = on;
    },
    reach(addresses) {
      contacts.reach = addresses && new Set(addresses);
    },
  };
}
