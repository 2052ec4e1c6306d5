import { nextBlock } from '../../createGenesisBlock';
import { mine } from '../../mine';
import { sign } from '../../signatures';
import { broadcast } from '../../broadcast';
import { NETWORK } from '../constants';
import type { DemoStage } from './DemoStage';
import type { Keys } from '../chain/keys';
import type { Code } from '../Refusal';
import { listOf } from './render';
import type { Block, Peer, Transaction } from '../types';

/**
 * Announces invalid blocks, and checks that every user refuses them. The sender, mallory, is not a
 * user. She only has a key pair and opens sockets.
 */
export async function demoAttacks(stage: DemoStage, mallory: Keys): Promise<void> {
  const { network } = stage;
  const alice = network.find('alice');
  stage.title('Attacks');
  await stage.settle();
  const { blocks, height } = await alice.call('view', 2);
  const [genesis, newest] = [blocks[0], blocks[blocks.length - 1]];
  const owner = alice.ready?.address ?? '';

  const forged = { ...newest, data: { ...newest.data, to: mallory.address, amount: 100_000 } };
  stage.say(`mallory announces block ${height} again, changed: 1000 coins for mallory.`);
  await announce(stage, mallory, forged, 'bad-hash');

  const coin = { id: 'greed', from: NETWORK, to: mallory.address, amount: 100_000, signature: '' };
  const greedy = work(newest, coin);
  stage.say('mallory does real work on a block in which a coin is worth 1000.');
  await announce(stage, mallory, greedy, 'bad-reward');

  const theft = { id: 'theft', from: owner, to: mallory.address, amount: 100, signature: '' };
  const stolen = sign(theft, genesis.hash, mallory.privateKey);
  stage.say("mallory mints a payment of 1.00 from alice, signed with mallory's own key.");
  await announce(stage, mallory, work(newest, stolen), 'bad-signature');

  await stage.mineCoins(true);
}

/** Returns a block with real work on top of `parent`. The transaction can be invalid. */
function work(parent: Block, data: Transaction): Block {
  const block = mine(nextBlock(parent, data, Date.now()), () => true);
  if (block === null) throw new Error('mining was cancelled');
  return block;
}

/**
 * Announces a block to every user over TCP, and reports the answers.
 *
 * @param code the code of the refusal that every user must answer
 * @throws Error if a user gives another answer
 */
async function announce(stage: DemoStage, mallory: Keys, block: Block, code: Code): Promise<void> {
  const peers = [...stage.network.users.values()].flatMap((user): Peer[] =>
    user.ready === undefined ? [] : [user.ready],
  );
  const deliveries = await broadcast({ type: 'block', block }, peers, mallory.address);
  const answers = deliveries.map((delivery) => {
    if (!('reply' in delivery)) return 'no answer';
    return delivery.reply.type === 'rejected' ? delivery.reply.code : delivery.reply.type;
  });
  const names = listOf(deliveries.map(({ peer }) => peer.name));
  stage.say(`  ${names} answer: ${[...new Set(answers)].join(', ')}`);
  stage.check(
    `every user refuses it with ${code}`,
    answers.every((answer) => answer === code),
  );
}
