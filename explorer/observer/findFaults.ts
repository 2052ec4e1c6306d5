import { CODES } from '../../solution/supplied/Refusal';
import type { Address, Hash } from '../../solution/supplied/types';
import type { Cause } from '../channel/Fault';
import type { CheckedTree } from './CheckedTree';
import { detailOf, sentence } from './detailOf';
import type { Evidence } from './Evidence';
import type { FoundFault } from './FaultList';
import type { TreeBlock } from './TreeBlock';

/**
 * Returns the faults that the evidence about all users shows. Each invalid block is one fault,
 * although many users can have it.
 */
export function findFaults(tree: CheckedTree, all: ReadonlyMap<Address, Evidence>): FoundFault[] {
  const faults: FoundFault[] = [];
  const holders = new Map<Hash, { block: TreeBlock; users: Address[] }>();
  for (const [user, evidence] of all) {
    if (evidence.kind === 'block') {
      const { block } = evidence;
      const { users } = holders.get(block.id) ?? { users: [] };
      holders.set(block.id, { block, users: [...users, user] });
    } else {
      faults.push(faultOfAnswer(user, evidence));
    }
  }
  for (const { block, users } of holders.values()) {
    faults.push(block.parent === null ? faultOfGenesis(tree) : faultOfBlock(tree, block, users));
  }
  return faults;
}

function faultOfAnswer(user: Address, evidence: Exclude<Evidence, { kind: 'block' }>): FoundFault {
  const common = { user, endpoint: null, block: null, others: [] };
  if (evidence.kind === 'answer') {
    const { code } = evidence;
    const detail = sentence(CODES[code]);
    return { ...common, id: `${user} answer ${code}`, subject: 'answer', cause: code, detail };
  }
  const { position, reason } = evidence;
  const subject = `block ${position}`;
  const detail = sentence(reason);
  return { ...common, id: `${user} ${subject}`, subject, cause: 'bad-shape', detail };
}

/**
 * All users have the same genesis block, so it belongs to no single user. If later blocks have the
 * right hash, the user hashed only the genesis block wrongly.
 */
function faultOfGenesis({ genesis, blocks }: CheckedTree): FoundFault {
  const hashesRight = blocks.length > 1 && blocks[1].code !== 'bad-hash';
  return {
    ...{ id: genesis.id, user: null, endpoint: null, subject: 'block 0', block: genesis.id },
    cause:
      genesis.code === 'bad-hash' && hashesRight ? 'bad-genesis' : (genesis.code ?? 'bad-hash'),
    detail:
      genesis.code === 'bad-genesis'
        ? 'Its fields are not those of a genesis block.'
        : detailOf(genesis),
    others: [],
  };
}

/**
 * The maker of a block is the user that gets its coins. If the maker itself has the invalid block,
 * the maker's part is wrong. Otherwise the user that accepted the block is at fault.
 */
function faultOfBlock(tree: CheckedTree, block: TreeBlock, users: readonly Address[]): FoundFault {
  const maker = block.block.data.to;
  const isMadeHere = users.includes(maker);
  const user = isMadeHere ? maker : users[0];
  return {
    ...{ id: block.id, user, endpoint: null, subject: `block ${block.position}`, block: block.id },
    cause: isMadeHere && !isElsewhere(tree, block) ? (block.code ?? 'bad-shape') : strangers(block),
    detail: `${isMadeHere ? '' : `${block.code}: `}${detailOf(block)}`,
    others: users.filter((other) => other !== user),
  };
}

/** True if the same block is valid at another place. */
function isElsewhere(tree: CheckedTree, { claim, block }: TreeBlock): boolean {
  return claim !== undefined && tree.get(block.hash)?.code === null;
}

function strangers({ code }: TreeBlock): Cause {
  return code === 'bad-index' || code === 'bad-link' ? 'misplaced' : 'accepted';
}
