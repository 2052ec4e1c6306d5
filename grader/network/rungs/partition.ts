import type { RungNetwork } from '../users/RungNetwork';
import {
  judgeEnd,
  payAndWait,
  waitForOneChain,
  waitForSettledChain,
  waitUntilAllKnown,
} from './actions';

/**
 * Cuts the network in two halves. Both halves mint payments. After the cut, all users must have one
 * history.
 */
export async function partition(network: RungNetwork): Promise<void> {
  const { random, users } = network;
  const alice = await network.addUser('alice');
  for (const name of ['bob', 'carol', 'dave']) {
    await network.addUser(name, { join: alice });
    await waitForOneChain(network);
  }
  await waitUntilAllKnown(network);
  const [, bob, carol, dave] = users;
  const halves = [
    [alice, bob],
    [carol, dave],
  ];
  for (const half of halves) {
    for (const user of half)
      await network.setReach(
        user,
        half.filter((other) => other !== user),
      );
  }
  const left = random.integer(1, 2);
  const right = left + random.integer(1, 2);
  for (const [half, count] of [
    [halves[0], left],
    [halves[1], right],
  ] as const) {
    for (let i = 0; i < count; i++) {
      const [seller, buyer] = i % 2 ? half : half.toReversed();
      await payAndWait(network, seller, buyer, random.integer(1, 9), half);
    }
  }
  network.trying =
    `alice and bob cannot reach carol and dave; alice and bob mint payments (${left}), and so do ` +
    `carol and dave (${right}); then all users can reach each other again`;
  for (const user of users) await network.setReach(user, 'all');
  await waitForSettledChain(network, carol, dave);

  const pairs = users.flatMap((seller) =>
    users.filter((buyer) => buyer !== seller).map((buyer) => ({ seller, buyer })),
  );
  const amounts = pairs.map(() => random.integer(1, 9));
  await Promise.all(pairs.map(({ seller, buyer }, i) => network.pay(seller, buyer, amounts[i])));
  network.trying = 'every user pays every other user at the same time';
  await waitForSettledChain(network, carol, dave);
  await judgeEnd(network);
}
