import type { User } from '../../User';
import { createKeys } from '../chain/keys';
import { demoAttacks } from './demoAttacks';
import { demoFork } from './demoFork';
import { formatCoins } from '../chain/coins';
import { NETWORK, REWARD } from '../constants';
import { DemoStage } from './DemoStage';
import type { ExplorerProcess } from './ExplorerProcess';
import { printError } from './printError';
import { errorLike } from './Program';
import type { Program } from './Program';
import { Refusal } from '../Refusal';
import { listOf, renderUsers, short } from './render';
import { untilSignal } from './untilSignal';
import { viewsOf } from './viewsOf';

/** The maximum number of blocks to show of the final chain. */
const MAX_BLOCKS = 10;

/** The exit code after a signal. Shells report the same exit code for Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Runs the demo, which needs no input. The users mine, pay, refuse attacks and repair a fork. Each
 * printed line reports an event that has just happened. With an explorer and a terminal, the users
 * continue to mine at the end.
 *
 * @returns the exit code: 0 if all went well, 1 if something failed, 130 if a signal ended the demo
 */
export async function demo(
  program: Program,
  explorer?: ExplorerProcess,
  isTerminal = false,
): Promise<number> {
  const stage = new DemoStage(program, explorer);
  const interrupted = untilSignal();
  process.stdout.on('error', () => process.exit(1));
  for (const line of program.intro) stage.say(line);
  if (explorer) stage.say(explorer.announcement);
  let isStopping = false;
  const finished = runChapters(stage).then(
    () => 0,
    (error: unknown) => {
      // The chapters also fail when we stop their users, but that is not a failure of the demo.
      if (!isStopping) {
        printError(`The demo failed: ${program.explain(errorLike(error))}`);
      }
      return 1;
    },
  );
  let code = await Promise.race([interrupted.then(() => INTERRUPTED), finished, stage.failed]);
  if (code === 0 && explorer?.url && isTerminal) {
    stage.say('', `The users keep mining, to watch at ${explorer.url}. Press Ctrl-C to stop them.`);
    await stage.mineCoins(true);
    code = await Promise.race([interrupted.then(() => 0), stage.failed]);
  }
  isStopping = true;
  await stage.network.stop();
  if (code === 0) stage.say('\nAll users have stopped: no thread, socket or timer is left.');
  return code;
}

async function runChapters(stage: DemoStage): Promise<void> {
  const { network } = stage;

  stage.title('A network begins');
  const alice = await network.create('alice');
  stage.say(
    `alice starts her two threads: the server listens on port ${alice.ready?.port}, the miner mines.`,
    `She is the first, so she creates the genesis block ${short(alice.ready?.genesis ?? '')}….`,
  );
  await stage.until('alice mines 3 coins', () => stage.coinsOf(alice) >= 3);
  stage.say(`She has mined ${stage.coinsOf(alice)} coins; each coin is a block.`);

  stage.title('Others join');
  for (const name of ['bob', 'carol']) {
    const user = await network.create(name);
    const known = [...network.users.keys()].filter((other) => other !== name);
    stage.say(
      `${name} asks ${listOf(known)} for ${known.length > 1 ? 'their chains' : 'her chain'} over TCP,`,
      `and adopts the longest valid one: ${(user.ready?.height ?? 0) + 1} blocks.`,
    );
    await stage.until(`${name} mines a coin`, () => stage.coinsOf(user) >= 1);
  }
  const [bob, carol] = [network.find('bob'), network.find('carol')];
  stage.say(
    `Now all three mine: alice ${stage.coinsOf(alice)}, bob ${stage.coinsOf(bob)}, carol ${stage.coinsOf(carol)} coins.`,
  );

  await pay(stage, bob);
  await demoAttacks(stage, createKeys());
  await demoFork(stage);

  stage.title('The end');
  await stage.settle();
  const views = await viewsOf(network, MAX_BLOCKS);
  stage.say(
    renderUsers(views, (address) => network.nameOf(address)),
    '',
  );
  const [{ view }] = views;
  const owned = view.balances.reduce((sum, [, cents]) => sum + cents, 0);
  const { blocks } = await alice.call('view', view.height + 1);
  const mined = blocks.filter(({ data }) => data.from === NETWORK).length - 1;
  stage.check(
    'the chains are equal',
    new Set(views.map((each) => each.view.blocks.at(-1)?.hash)).size === 1,
  );
  stage.check('the balances add up to the coins mined', owned === mined * REWARD);
  stage.say(
    `The ${views.length} chains are equal, block for block.`,
    `The balances add up to ${formatCoins(owned)} coins, and ${mined} coins were mined.`,
  );
}

async function pay(stage: DemoStage, bob: User): Promise<void> {
  const { network } = stage;
  stage.title('A payment');
  const { id } = await network.pay('bob', 'alice', 150);
  stage.say('alice signs a payment of 1.50 coins to bob and sends it to him over TCP.');
  await stage.until('the payment is on every chain', async () => {
    const views = await viewsOf(network, Number.MAX_SAFE_INTEGER);
    return views.every(({ view }) => view.blocks.some(({ data }) => data.id === id));
  });
  const { blocks } = await bob.call('view', Number.MAX_SAFE_INTEGER);
  const height = blocks.find(({ data }) => data.id === id)?.index;
  stage.say(`bob mints it into block ${height} and announces the block; all three have it now.`);

  try {
    await network.pay('bob', 'alice', 100_000);
    stage.check('alice cannot pay what she does not own', false);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    stage.say(`Then alice tries to pay 1000 coins. Refused: ${error.code}.`);
  }
}
