import type { StepName } from '../../course/course';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import type { HonestUser } from '../users/HonestUser';
import { comparePayments, countCents, strangersOn } from '../users/judgeChain';
import { RungFailed } from '../users/RungFailed';
import type { RungNetwork } from '../users/RungNetwork';
import {
  suspectsIfBlockLost,
  suspectsIfBranchLost,
  suspectsIfPaymentLost,
} from '../users/suspects';

// The actions that several rungs share.

/** How long branches of equal work must stay the same to count as a tie, in milliseconds. */
const TIE_MS = 400;

/** Waits until every user knows every other user. */
export async function waitUntilAllKnown(network: RungNetwork): Promise<void> {
  await network.until('every user knows all other users', [], async () => {
    for (const user of network.users) {
      const known = (await user.peers()).map(({ address }) => address);
      const other = network.users.find((each) => each !== user && !known.includes(each.address));
      if (other) return `${user.name} does not know ${other.name}`;
    }
    return undefined;
  });
}

/** Waits until all users have the same chain. Call this only while at most one user mines. */
export async function waitForOneChain(network: RungNetwork): Promise<void> {
  const { users } = network;
  const names = users.map(({ name }) => name).join(' and ');
  await network.until(
    `${names} have the same chain`,
    () => suspectsIfApart(network),
    async () => (await fetchChains(users)) ?? differenceOf(users),
  );
}

/**
 * Orders a payment. Waits until some users have the same chain with the payment on it.
 *
 * @param users the users that must have the payment; the default is all users
 * @param before text about earlier events, for the report
 */
export async function payAndWait(
  network: RungNetwork,
  seller: HonestUser,
  buyer: HonestUser,
  cents: number,
  users = network.users,
  before = '',
): Promise<void> {
  await network.pay(seller, buyer, cents);
  network.trying = before + network.trying;
  // An equal payment can be on the chain already. The chain must have as many equal payments as
  // were ordered.
  const equal = network.orders.filter(
    ({ from, to, amount }) => from === seller.address && to === buyer.address && amount === cents,
  );
  const has = ({ chain }: HonestUser): boolean =>
    chain !== undefined && comparePayments(chain, equal).missing.length === 0;
  await network.until(
    `${buyer.name} mints the payment, and the other users get the block`,
    () => {
      if (!has(buyer)) return suspectsIfPaymentLost(network.conversation, seller, buyer);
      const other = users.find((user) => !has(user)) ?? seller;
      return suspectsIfBlockLost(network.conversation, buyer, other);
    },
    async () => {
      const silent = await fetchChains(users);
      if (silent) return silent;
      if (!has(buyer)) return `${buyer.name} has not minted the payment`;
      const other = users.find((user) => !has(user));
      return other
        ? `${other.name} does not have the block that ${buyer.name} mined`
        : differenceOf(users);
    },
  );
}

/**
 * Waits until all users have the same chain with every payment on it. Two branches of equal work do
 * not change while no user mines. To end such a tie, `payer` pays `last` a cent. `last` mints this
 * payment, and one branch becomes longer.
 */
export async function waitForSettledChain(
  network: RungNetwork,
  last: HonestUser,
  payer: HonestUser,
): Promise<void> {
  const { users } = network;
  network.trying += ', and then the grader waits for one chain';
  let tie = '';
  let tiedAt = 0;
  await network.until(
    'all users have the same chain, with every payment on it',
    () => suspectsIfApart(network),
    async () => {
      const silent = await fetchChains(users);
      if (silent) return silent;
      const difference = differenceOf(users);
      if (difference === undefined) return missingPayment(network);
      const tips = users.map(({ tip }) => tip).join(' ');
      if (tips !== tie) tiedAt = Date.now();
      tie = tips;
      const isTied = new Set(users.map(({ height }) => height)).size === 1;
      if (isTied && Date.now() - tiedAt > TIE_MS) {
        const { trying } = network;
        tiedAt = Date.now();
        await network.pay(payer, last, 1);
        network.trying = trying;
      }
      return difference;
    },
  );
}

/**
 * Judges a network at the end of a rung. All users must have the same valid chain. Each ordered
 * payment must be on the chain exactly once. The chain must not have other payments. The balances must
 * add up to the mined coins. Each user must know its own balance.
 *
 * @param gone users that were killed; they can own coins
 * @throws RungFailed if one of these conditions is false
 */
export async function judgeEnd(
  network: RungNetwork,
  gone: readonly HonestUser[] = [],
): Promise<void> {
  const { users, orders } = network;
  network.trying = 'the grader reads every user’s chain, and adds up the balances';
  await waitForOneChain(network);
  const [{ chain }] = users;
  if (chain === undefined) return;
  const fail = (expected: string, got: string, ...suspects: StepName[]): never => {
    throw new RungFailed({ expected, got, suspects });
  };
  const { surplus } = comparePayments(chain, orders);
  const missing = missingPayment(network);
  if (missing) fail('every payment is on the chain', missing, 'reorganise', 'handleMsg');
  if (surplus.length > 0) {
    const { amount } = surplus[0];
    fail(
      'every payment is on the chain exactly once',
      `a payment of ${formatCoins(amount)} is on the chain twice`,
      'ledger',
    );
  }
  const addresses = [...users, ...gone].map(({ address }) => address);
  const [stranger] = strangersOn(chain, addresses);
  if (stranger !== undefined) {
    fail(
      'all coins belong to the users',
      `the address ${stranger.slice(0, 8)}… owns coins, but it belongs to another peer`,
      'handleMsg',
    );
  }
  const { mined, owned } = countCents(chain);
  if (mined !== owned) {
    fail(
      `the balances add up to the ${formatCoins(mined)} that the users mined`,
      `the balances add up to ${formatCoins(owned)}`,
      'ledger',
    );
  }
  for (const user of users) {
    const status = await network.command(user, 'status', 'status');
    if (status.event === 'status' && status.balance !== user.balance) {
      fail(
        `${user.name} reports its balance on the chain, ${formatCoins(user.balance)}`,
        `${user.name} reports ${formatCoins(status.balance)}`,
        'reorganise',
        'ledger',
      );
    }
  }
}

/**
 * Asks users for their chains. Returns a text about a user that does not answer. Returns undefined
 * if all users answer.
 */
export async function fetchChains(users: readonly HonestUser[]): Promise<string | undefined> {
  const silent = await Promise.all(users.map((user) => user.fetchChain()));
  return silent.find((each) => each !== undefined);
}

/**
 * Returns a text about two different chains of the users. Returns undefined if all chains are
 * equal.
 */
function differenceOf(users: readonly HonestUser[]): string | undefined {
  const other = users.find(({ tip }) => tip !== users[0].tip);
  if (other === undefined) return undefined;
  const [a, b] = [users[0], other];
  return a.height === b.height
    ? `${a.name} and ${b.name} have different blocks at height ${a.height}`
    : `the newest block of ${a.name} is ${a.height}, but the newest block of ${b.name} is ${b.height}`;
}

/**
 * Returns a text about a payment that is missing on the first user's chain. Returns undefined if no
 * payment is missing.
 */
function missingPayment({ users, orders }: RungNetwork): string | undefined {
  const [{ chain }] = users;
  const [order] = chain ? comparePayments(chain, orders).missing : [];
  if (order === undefined) return undefined;
  const name = (address: string): string =>
    users.find((user) => user.address === address)?.name ?? 'another user';
  return `the payment of ${formatCoins(order.amount)} from ${name(order.from)} to ${name(order.to)} is missing`;
}

/** Returns the steps that are likely at fault if the users keep different chains. */
function suspectsIfApart({ conversation, users }: RungNetwork): StepName[] {
  const ahead = users.reduce((best, each) => (each.height > best.height ? each : best));
  const behind = users.find(({ tip }) => tip !== ahead.tip);
  if (behind === undefined) return ['reorganise', 'handleMsg'];
  // If the user's tip is on the longer chain, the user lacks only announced blocks. Otherwise the
  // user must change its branch.
  const isOnChain = ahead.chain?.heights.has(behind.tip) ?? false;
  return isOnChain
    ? suspectsIfBlockLost(conversation, ahead, behind)
    : suspectsIfBranchLost(conversation, behind, ahead);
}
