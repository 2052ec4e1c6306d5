import type { DemoStage } from './DemoStage';
import { listOf, short } from './render';
import type { ChainView } from '../user/control';

/** The minimum number of blocks that each side mines alone. */
const MIN_BRANCH = 2;

/** The maximum number of blocks to draw of a branch. */
const MAX_DRAWN = 4;

/**
 * Cuts the cable between alice and the others, and waits until both sides have mined blocks. Then
 * repairs the cable. The users with less work change to the other branch.
 */
export async function demoFork(stage: DemoStage): Promise<void> {
  const { network } = stage;
  const users = ['alice', 'bob', 'carol'].map((name) => network.find(name));
  const [alice, bob, carol] = users;
  const address = (user: typeof alice): string => user.ready?.address ?? '';
  stage.title('A fork, and how it heals');

  await stage.settle();
  const { height: common } = await alice.call('status');
  await alice.call('reach', []);
  await bob.call('reach', [address(carol)]);
  await carol.call('reach', [address(bob)]);
  stage.say(
    `The cable between alice and the others is cut after block ${common}. All keep mining.`,
  );
  await stage.mineCoins(true);
  await stage.until('both sides have grown', async () => {
    const [hers, theirs] = await Promise.all([alice.call('status'), bob.call('status')]);
    return Math.min(hers.height, theirs.height) >= common + MIN_BRANCH;
  });
  const [hers, theirs] = await Promise.all([
    alice.call('view', Number.MAX_SAFE_INTEGER),
    bob.call('view', Number.MAX_SAFE_INTEGER),
  ]);
  stage.say(...drawFork(common, hers, theirs));

  const before = users.map((user) => stage.undoneOf(user));
  for (const user of users) await user.call('reach', null);
  stage.say('The cable is mended. The users gossip, and those with less work catch up.');
  await stage.until('all agree again', () => stage.isAgreed());
  const changed = users
    .map((user, i) => ({ name: user.options.name, undone: stage.undoneOf(user) - before[i] }))
    .filter(({ undone }) => undone > 0);
  const { height, tip } = await alice.call('status');
  stage.say(
    `${listOf(changed.map(({ name }) => name))} undid ` +
      `${listOf(changed.map(({ undone }) => String(undone)))} blocks: the coins in them are gone.`,
    `All three are on one chain again, at block ${height}, ${short(tip)}….`,
  );
  stage.check('at least one user changed to the other branch', changed.length > 0);
}

function drawFork(common: number, hers: ChainView, theirs: ChainView): string[] {
  const row = ({ blocks }: ChainView): string =>
    blocks
      .slice(common + 1, common + 1 + MAX_DRAWN)
      .map(({ hash }) => `── ${short(hash).slice(0, 8)} `)
      .join('') + (blocks.length > common + 1 + MAX_DRAWN ? '── … ' : '');
  const trunk = `  ${short(hers.blocks[common].hash).slice(0, 8)} `;
  return [
    `${trunk}┬${row(hers)} alice`,
    `${' '.repeat(trunk.length)}└${row(theirs)} bob and carol`,
  ];
}
