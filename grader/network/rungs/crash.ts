import { acquainted, agreed, judge, payAndAgree, settled } from '../scenes';
import type { Stage } from '../Stage';

/** A busy miner is killed, the others go on, it returns and has everything to catch up. */
export async function crash(stage: Stage): Promise<void> {
  const { random } = stage;
  const alice = await stage.enter('alice');
  const bob = await stage.enter('bob', { join: alice });
  await agreed(stage);
  const carol = await stage.enter('carol', { join: random.pick([alice, bob]), rest: '0.05' });
  await acquainted(stage);
  const goal = alice.height + random.integer(4, 10);
  stage.trying = 'carol mines one block after the other, and announces each';
  await stage.until(
    'alice and bob get her blocks',
    ['broadcast', 'handleMsg', 'catchUp'],
    async () => {
      const silent = (await alice.look()) ?? (await bob.look());
      const low = [alice, bob].find(({ height }) => height < goal);
      return silent ?? (low && `${low.name} has ${low.height} blocks of at least ${goal}`);
    },
  );
  await stage.crash(carol);
  stage.trying = 'carol is killed while she mines and announces';
  await settled(stage, bob, alice);
  for (let i = random.integer(1, 3); i > 0; i--) {
    const [seller, buyer] = i % 2 ? [alice, bob] : [bob, alice];
    await payAndAgree(stage, seller, buyer, random.integer(1, 20));
  }

  const returned = await stage.enter('carol', { join: random.pick([alice, bob]) });
  await acquainted(stage);
  await agreed(stage);
  await payAndAgree(stage, alice, returned, random.integer(1, 20));
  await payAndAgree(stage, returned, bob, random.integer(1, 20));
  await judge(stage, [carol]);
}
