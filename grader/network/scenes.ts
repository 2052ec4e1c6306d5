import type { StepName } from '../course/course';
import { formatCoins } from '../../solution/supplied/chain/coins';
import { comparePayments, countCents, strangersOn } from './judgeChain';
import type { Order } from './judgeChain';
import type { Player } from './Player';
import { RungFailed } from './RungFailed';
import type { Stage } from './Stage';
import { blockLost, branchLost, paymentLost } from './suspects';

/** Branches of equal work for so long are not about to change any more, in milliseconds. */
const TIE_MS = 400;

/** Waits until all users know each other. */
export async function acquainted(stage: Stage): Promise<void> {
  await stage.until('every user knows every other', [], async () => {
    for (const player of stage.players) {
      const known = (await player.peers()).map(({ address }) => address);
      const stranger = stage.players.find(
        (each) => each !== player && !known.includes(each.address),
      );
      if (stranger) return `${player.name} does not know ${stranger.name}`;
    }
    return undefined;
  });
}

/** Waits until these users are on one chain, as they are where nobody mines at the same time. */
export async function agreed(stage: Stage, players = stage.players): Promise<void> {
  const names = players.map(({ name }) => name).join(' and ');
  await stage.until(
    `${names} have the same chain`,
    () => whyApart(stage, players),
    async () => (await lookAtAll(players)) ?? apart(players),
  );
}

/**
 * Has a user pay another, and waits until the payment is on the chain of all, or of some.
 *
 * @param players who is to have it
 * @param before what a student has to know of what went before
 */
export async function payAndAgree(
  stage: Stage,
  seller: Player,
  buyer: Player,
  cents: number,
  players = stage.players,
  before = '',
): Promise<void> {
  await stage.pay(seller, buyer, cents);
  stage.trying = before + stage.trying;
  // There may be others like it, already minted.
  const alike = stage.orders.filter(
    ({ from, to, amount }) => from === seller.address && to === buyer.address && amount === cents,
  );
  const has = ({ chain }: Player): boolean =>
    chain !== undefined && comparePayments(chain, alike).missing.length === 0;
  await stage.until(
    `${buyer.name} mints the payment, and everybody has that block`,
    () => {
      if (!has(buyer)) return paymentLost(stage, seller, buyer);
      const other = players.find((player) => !has(player)) ?? seller;
      return blockLost(stage, buyer, other);
    },
    async () => {
      const silent = await lookAtAll(players);
      if (silent) return silent;
      if (!has(buyer)) return `${buyer.name} has not minted it`;
      const other = players.find((player) => !has(player));
      return other
        ? `${other.name} does not have the block that ${buyer.name} mined`
        : apart(players);
    },
  );
}

/**
 * Waits until all users are on one chain with every payment on it. Two branches of equal work stay
 * as they are if nobody mines on: then `last` is paid a cent, mints that, and so settles it.
 */
export async function settled(stage: Stage, last: Player, payer: Player): Promise<void> {
  const { players, orders } = stage;
  stage.trying += ', and then everybody comes to rest';
  let tie = '';
  let tiedAt = 0;
  await stage.until(
    'all users are on one chain, with every payment on it',
    () => whyApart(stage, players),
    async () => {
      const silent = await lookAtAll(players);
      if (silent) return silent;
      const difference = apart(players);
      if (difference === undefined) return missing(stage, players[0], orders);
      const tips = players.map(({ tip }) => tip).join(' ');
      if (tips !== tie) tiedAt = Date.now();
      tie = tips;
      const isTied = new Set(players.map(({ height }) => height)).size === 1;
      if (isTied && Date.now() - tiedAt > TIE_MS) {
        const { trying } = stage;
        tiedAt = Date.now();
        await stage.pay(payer, last, 1);
        stage.trying = trying;
      }
      return difference;
    },
  );
}

/**
 * Gives the verdict on where the users are in the end: one valid chain, on it exactly the payments
 * that were ordered, all coins accounted for, and every user's own balance what follows from it.
 *
 * @param gone users who are not there any longer, and may own coins
 */
export async function judge(stage: Stage, gone: readonly Player[] = []): Promise<void> {
  const { players, orders } = stage;
  const users = [...players, ...gone];
  stage.trying = 'the grader reads every user’s chain, and adds up the balances';
  await agreed(stage);
  const [{ chain }] = players;
  if (chain === undefined) return;
  const fail = (expected: string, got: string, ...suspects: StepName[]): never => {
    throw new RungFailed({ expected, got, suspects });
  };
  const { surplus } = comparePayments(chain, orders);
  const lacking = missing(stage, players[0], orders);
  if (lacking) fail('every payment is on the chain', lacking, 'reorganise', 'handleMsg');
  if (surplus.length > 0) {
    const { amount } = surplus[0];
    fail('every payment is there once', `one of ${formatCoins(amount)} is there twice`, 'ledger');
  }
  const strangers = strangersOn(
    chain,
    users.map(({ address }) => address),
  );
  if (strangers.length > 0) {
    fail('all coins belong to the users', `${strangers[0].slice(0, 8)}… has some`, 'handleMsg');
  }
  const { mined, owned } = countCents(chain);
  if (mined !== owned) {
    fail(`balances add up to the ${formatCoins(mined)} mined`, formatCoins(owned), 'ledger');
  }
  for (const player of players) {
    const own = await stage.ask(player, 'status', 'status');
    if (own.event === 'status' && own.balance !== player.balance) {
      fail(
        `${player.name} owns ${formatCoins(player.balance)}, as its chain says`,
        `${player.name} believes to own ${formatCoins(own.balance)}`,
        'reorganise',
        'ledger',
      );
    }
  }
}

/** Has a look at everybody's chain at once; says who does not answer. */
export async function lookAtAll(players: readonly Player[]): Promise<string | undefined> {
  const silent = await Promise.all(players.map((player) => player.look()));
  return silent.find((each) => each !== undefined);
}

/** How the users' chains differ, if they do. */
function apart(players: readonly Player[]): string | undefined {
  const other = players.find(({ tip }) => tip !== players[0].tip);
  if (other === undefined) return undefined;
  const [a, b] = [players[0], other];
  return a.height === b.height
    ? `${a.name} and ${b.name} have different blocks ${a.height}`
    : `${a.name}'s newest block is ${a.height}, ${b.name}'s is ${b.height}`;
}

function missing(stage: Stage, { chain }: Player, orders: readonly Order[]): string | undefined {
  const [order] = chain ? comparePayments(chain, orders).missing : [];
  if (order === undefined) return undefined;
  const name = (address: string): string =>
    stage.players.find((player) => player.address === address)?.name ?? 'somebody';
  return `the ${formatCoins(order.amount)} that ${name(order.from)} paid ${name(order.to)} is missing`;
}

/** Who is likely at fault if users do not come to one chain. */
function whyApart(stage: Stage, players: readonly Player[]): StepName[] {
  const ahead = highest(players);
  const behind = players.find(({ tip }) => tip !== ahead.tip);
  if (behind === undefined) return ['reorganise', 'handleMsg'];
  // Whoever lacks only what comes next should have been told; otherwise it had to change branch.
  const isBelow = ahead.chain?.heights.has(behind.tip) ?? false;
  return isBelow ? blockLost(stage, ahead, behind) : branchLost(stage, behind, ahead);
}

function highest(players: readonly Player[]): Player {
  return players.reduce((best, each) => (each.height > best.height ? each : best));
}
