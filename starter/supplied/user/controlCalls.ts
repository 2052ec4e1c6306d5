import { balanceOf } from '../chain/balances';
import { chainWork, tip } from '../chain/Chain';
import type { Contacts } from './Contacts';
import type { ControlCalls } from './control';
import type { Minter } from './Minter';
import type { Payments } from './Payments';
import type { Reporter } from './Reporter';
import type { UserState } from './UserState';

/** The parts that the calls use. */
export interface ControlTools {
  user: UserState;
  contacts: Contacts;
  minter: Minter;
  payments: Payments;
  reporter: Reporter;
}

/** Returns the functions of a user's server thread that the main thread can call. */
export function controlCalls(tools: ControlTools): ControlCalls {
  const { user, contacts, minter, payments, reporter } = tools;
  const { address, chain } = user;
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
        payments: payments.size,
        hashes: minter.collectHashes(),
        refused: reporter.refusals,
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
      return payments.pay(contacts.addressOf(buyer), amount);
    },
    mineCoins(on) {
      minter.minesCoins = on;
    },
    reach(addresses) {
      contacts.reach = addresses && new Set(addresses);
    },
  };
}
