import { acquainted, agreed, judge, payAndAgree, settled } from '../scenes';
import type { Stage } from '../Stage';

/** The network falls in two, both halves go on, and the cables are mended: one history remains. */
export async function partition(stage: Stage): Promise<void> {
  const { random, players } = stage;
  const alice = await stage.enter('alice');
  for (const name of ['bob', 'carol', 'dave']) {
    await stage.enter(name, { join: alice });
    await agreed(stage);
  }
  await acquainted(stage);
  const [, bob, carol, dave] = players;
  const halves = [
    [alice, bob],
    [carol, dave],
  ];
  for (const half of halves) {
    for (const user of half)
      await stage.reach(
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
      await payAndAgree(stage, seller, buyer, random.integer(1, 9), half);
    }
  }
  stage.trying =
    `alice and bob are cut off from carol and dave; ${left} payments are minted on their side ` +
    `and ${right} on the other; then the cables are mended`;
  for (const user of players) await stage.reach(user, 'all');
  await settled(stage, carol, dave);

  const pairs = players.flatMap((seller) =>
    players.filter((buyer) => buyer !== seller).map((buyer) => ({ seller, buyer })),
  );
  const amounts = pairs.map(() => random.integer(1, 9));
  await Promise.all(pairs.map(({ seller, buyer }, i) => stage.pay(seller, buyer, amounts[i])));
  stage.trying = 'every user pays every other at the same moment';
  await settled(stage, carol, dave);
  await judge(stage);
}
