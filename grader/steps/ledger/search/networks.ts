import { NETWORK } from '../../../../solution/supplied/constants';
import type { Transaction } from '../../../../solution/supplied/types';
import { PEOPLE } from '../../support/people';

const { alice, bob, carol } = PEOPLE;

/** The hashes of two genesis blocks. */
export const NETWORKS = ['1'.repeat(64), '2'.repeat(64)] as const;
/** Who pays and is paid. */
export const WHO = {
  alice,
  bob,
  carol,
  network: { address: NETWORK, privateKey: alice.privateKey },
};
export type Name = keyof typeof WHO;

/** Returns a mined coin. */
export function coinFor(to: Name, amount: number, id: string): Transaction {
  return { id, from: NETWORK, to: WHO[to].address, amount, signature: '' };
}
