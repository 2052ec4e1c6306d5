import * as fc from 'fast-check';
import { oneOf } from '../../support/storiesFrom';
import type { Draw } from '../../support/storiesFrom';
import type { Receiver } from '../channel/MessageStory';
import { EPOCH, MessageWorld, USERS } from './MessageWorld';
import type { UserName } from './MessageWorld';

/** A world with users, before their first message. */
export interface Situated {
  world: MessageWorld;
  users: readonly Receiver[];
  /** The names of the users. */
  names: readonly UserName[];
  /** The users' clocks. They change while a story is drawn. */
  clocks: number[];
  /** The names of the users' genesis blocks. */
  networks: readonly string[];
  /** The names of all valid blocks, on all branches of all networks. */
  tree: string[];
  /** The name of each user's newest block, as far as the draft of the story tells. */
  tips: string[];
  /** The names of all payments. */
  payments: string[];
}

/** The story with this number has a long chain. */
export const LONG = 7;

/** Draws a network, the chains of its users, and the payments that wait. */
export function drawSituation(draw: Draw, number: number): Situated {
  const isLong = number === LONG;
  const world = new MessageWorld();
  const difficulty = isLong ? 0 : draw(oneOf(4, 4, 4, 4, 0, 1, 7));
  const names = draw(oneOf<UserName[]>(['bob'], ['bob', 'carol'], ['carol', 'bob']));
  const owners = Array.from({ length: isLong ? 300 : draw(oneOf(1, 2, 3, 12)) }, () =>
    oneOf<UserName>('alice', 'alice', 'carol', 'bob'),
  );
  const payments: string[] = [];
  const begin = (moment: number): string[] => {
    const genesis = world.addGenesis(moment, difficulty);
    const amount = draw(fc.integer({ min: 1, max: 60 }));
    const paid = world.payment({ from: 'alice', to: names[0], amount, of: genesis });
    payments.push(world.addPayment(paid));
    const coins = owners.map((owner) => world.coin(draw(owner)));
    return [genesis, ...world.addBranch(genesis, [world.coin('alice'), paid, ...coins])];
  };
  const chain = begin(EPOCH + number);
  const chains = names.map((_, i) => {
    const kind = i === 0 || isLong ? 'same' : draw(oneOf('same', 'shorter', 'other'));
    if (kind === 'other') return begin(EPOCH + number + 500);
    return kind === 'same' ? chain : chain.slice(0, -1);
  });
  const networks = chains.map(([genesis]) => genesis);
  const tree = [...new Set(chains.flat())];
  const situated: Situated = {
    ...{ world, users: [], names, clocks: [], networks, tree, payments },
    tips: chains.map((blocks) => blocks[blocks.length - 1]),
  };
  const users = names.map((name, i): Receiver => {
    const blocks = chains[i];
    const now = world.block(blocks[blocks.length - 1]).timestamp + draw(oneOf(0, 1, 10_000));
    const pending = drawPending(draw, situated, i);
    return { address: USERS[name].address, blocks, pending, now };
  });
  return { ...situated, users, clocks: users.map(({ now }) => now) };
}

/** Draws up to two payments that wait at a user. */
export function drawPending(
  draw: Draw,
  { world, payments, names, networks }: Situated,
  user: number,
): string[] {
  const to = names[user];
  const of = networks[user];
  const senders = (['alice', 'bob', 'carol'] as const).filter((sender) => sender !== to);
  const amounts = draw(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 2 }));
  const waiting = amounts.map((amount) =>
    world.addPayment(world.payment({ from: draw(oneOf(...senders)), to, amount, of })),
  );
  payments.push(...waiting);
  return waiting;
}
