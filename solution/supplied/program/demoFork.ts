import type { DemoStage } from './DemoStage';
import { listOf, short } from './render';
import type { ChainView } from '../user/control';

/** How many blocks each side mines alone, at least. */
const APART = 2;

/** A cable is cut, the two sides mine on alone, and when it is mended the shorter side gives way. */
export async function demoFork(stage: DemoStage): Promise<void> {
  const { network } = stage;
  const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((name) => network.find(name));
  const address = (user: typeof alice): string => user.ready?.address ?? '';
  stage.title('A fork, and how it heals');

  await stage.settle();
  const { height: common } = await alice.call('view', 2);
  await alice.call('reach', []);
  await bob.call('reach', [address(carol)]);
  await carol.call('reach', [address(bob)]);
  stage.say(`The cable between alice and the others is cut, after block ${common}. All mine on.`);
  await stage.mineCoins(true);
  await stage.until('both sides have grown', async () => {
    const [hers, theirs] = await Promise.all([alice.call('status'), bob.call('status')]);
    return hers.height >= common + APART && theirs.height >= common + APART;
  });
  const [hers, theirs] = await Promise.all([alice.call('view', 1e6), bob.call('view', 1e6)]);
  stage.say(...drawFork(common, hers, theirs));

  const before = new Map([alice, bob, carol].map((user) => [user, stage.undoneOf(user)]));
  for (const user of [alice, bob, carol]) await user.call('reach', null);
  stage.say('The cable is mended. The users gossip, and whoever has less work catches up.');
  await stage.until('all agree again', () => stage.isAgreed());
  const gaveWay = [alice, bob, carol].filter(
    (user) => stage.undoneOf(user) > (before.get(user) ?? 0),
  );
  const undone = gaveWay.map((user) => stage.undoneOf(user) - (before.get(user) ?? 0));
  const { height, tip } = await alice.call('status');
  stage.say(
    `${listOf(gaveWay.map(({ options }) => options.name))} gave way: the coins ` +
      `in ${listOf(undone.map(String))} of their blocks are gone.`,
    `All three are on one chain again, at block ${height}, ${short(tip)}….`,
  );
  stage.check('somebody changed to the other branch', gaveWay.length > 0);
}

function drawFork(common: number, hers: ChainView, theirs: ChainView): string[] {
  const row = ({ blocks }: ChainView): string =>
    blocks
      .slice(common + 1, common + 5)
      .map(({ hash }) => `── ${short(hash).slice(0, 8)} `)
      .join('') + (blocks.length > common + 5 ? '── … ' : '');
  const trunk = `  ${short(hers.blocks[common].hash).slice(0, 8)} `;
  return [
    `${trunk}┬${row(hers)} alice`,
    `${' '.repeat(trunk.length)}└${row(theirs)} bob and carol`,
  ];
}
