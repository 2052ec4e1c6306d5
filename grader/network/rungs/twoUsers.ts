import { acquainted, agreed, judge, payAndAgree } from '../scenes';
import type { Stage } from '../Stage';

/** So seldom that nothing is repaired by gossip: each block must come when it is announced. */
export const SELDOM = '60';

/** Two users mine, pay each other in turn, and agree after every block. */
export async function twoUsers(stage: Stage): Promise<void> {
  const { random } = stage;
  const alice = await stage.enter('alice', { gossip: SELDOM });
  const bob = await stage.enter('bob', { join: alice, gossip: SELDOM });
  await acquainted(stage);
  await agreed(stage);
  for (let i = random.integer(3, 5); i > 0; i--) {
    const [seller, buyer] = i % 2 ? [alice, bob] : [bob, alice];
    await payAndAgree(stage, seller, buyer, random.integer(1, 30));
  }
  await judge(stage);
}
