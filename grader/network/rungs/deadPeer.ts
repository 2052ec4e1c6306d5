import { acquainted, agreed, judge, lookAtAll, payAndAgree } from '../scenes';
import { politely } from '../politely';
import { RungFailed } from '../RungFailed';
import type { Stage } from '../Stage';
import { SELDOM } from './twoUsers';

/** Whoever has taken so many spaces more is still there. */
const PROOF = 3;

/** One peer is killed, another takes calls and never answers: the others do not feel it. */
export async function deadPeer(stage: Stage): Promise<void> {
  const { random } = stage;
  const gossip = SELDOM;
  const alice = await stage.enter('alice', { gossip });
  // Known before bob, so that whoever announces to one after the other comes to bob too late.
  const mute = await stage.play('mute', () => 'silence');
  mute.script = politely(mute, () => alice.chain);
  await stage.answer('alice answers a hello', [], mute.greet(alice));
  await stage.until('alice gets to know a peer', [], async () => {
    const peers = await alice.peers();
    return peers.some(({ port }) => port === mute.port) ? undefined : 'alice does not know it';
  });
  const carol = await stage.enter('carol', { join: alice, gossip });
  await agreed(stage);
  const bob = await stage.enter('bob', { join: alice, gossip });
  await acquainted(stage);
  await agreed(stage);

  await stage.crash(carol);
  mute.script = () => 'drip';
  const first = random.integer(1, 30);
  await stage.pay(bob, alice, first);
  stage.trying =
    `carol is dead, and a peer called mute takes calls but never comes to an end; bob pays alice, ` +
    `and alice announces the block that she mints`;
  const spaces = (): number | undefined =>
    [...mute.waiting].find(([{ type }]) => type === 'block')?.[1];
  await stage.until('alice announces it to mute as well', ['broadcast'], () =>
    spaces() === undefined ? 'mute is told nothing' : undefined,
  );
  await stage.until(
    'bob hears of the block although others do not answer',
    ['broadcast'],
    async () => {
      const silent = await lookAtAll([bob, alice]);
      return silent ?? (bob.tip === alice.tip ? undefined : 'bob does not have the block');
    },
  );
  // If alice still listens to mute now, she did not tell bob only after she had given up on it.
  const enough = (spaces() ?? 0) + PROOF;
  await stage.until('alice listens to mute', ['broadcast'], () =>
    (spaces() ?? enough) >= enough ? undefined : 'it is not known whether she does',
  );
  if (spaces() === undefined) {
    throw new RungFailed({
      expected: 'bob hears of the block at once, while mute still keeps alice waiting',
      got: 'bob heard of it only when alice had given up on mute',
      suspects: ['broadcast'],
    });
  }
  await payAndAgree(stage, alice, bob, random.integer(1, 30));
  await judge(stage, [carol]);
}
