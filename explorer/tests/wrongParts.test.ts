import type { StepName } from '../../grader/course/course';
import { reference, replaceOnce } from '../../grader/steps/support/reference';
import type { Block } from '../../solution/supplied/types';
import { ALICE, coin, mined } from '../../tests/support/blocks';
import { ask, endpointOf, TestNetwork } from '../../tests/support/TestNetwork';
import { wrongThreads } from '../../tests/support/wrongThreads';
import { explorerGuide } from '../../workshop/student/explorerGuide';
import { Watching } from './support/Watching';

/**
 * Runs a story with a network of three users that have the same wrong part, and with an observer.
 * The users mine coins.
 */
async function withWrongPart(
  [step, source]: [StepName, string],
  story: (seen: Watching, network: TestNetwork) => Promise<void>,
): Promise<void> {
  const options = { gossipMs: 5000, restMs: 400, difficulty: 10, mineCoins: true };
  const network = new TestNetwork(options, await wrongThreads(step, source));
  let seen: Watching | undefined;
  try {
    for (const name of ['alice', 'bob', 'carol']) await network.add(name);
    seen = new Watching([endpointOf(network.users[0])], {
      guide: explorerGuide(),
      timeoutMs: 2000,
      paceMs: 200,
    });
    await story(seen, network);
    expect(seen.errors).toEqual([]);
  } finally {
    await seen?.stop();
    await network.stop();
  }
}

it('a wrong hashBlock is named, and its network is shown', async () => {
  const source = replaceOnce(
    'hashBlock',
    'difficulty, [id, from, to, amount, signature]];',
    'difficulty];',
  );
  await withWrongPart(['hashBlock', source], async (seen) => {
    await seen.until(() => seen.faults.length > 0);
    await seen.until(() => /step 1, starter\/hashBlock\.ts/.test(seen.faults[0] ?? ''));
    expect(seen.faults[0]).toMatch(/^The network’s block 0: bad-hash\. Its hash is [0-9a-f]{12}…/);
    await seen.until(() => seen.here.length === 3);
    await seen.until(() => seen.blocks.length > 5);
    expect(seen.blocks.every(({ code }) => code === 'bad-hash')).toBe(true);
    await seen.until(() => seen.users.every(({ tip }) => tip !== seen.picture.network.genesis));
  });
});

it('a wrong meetsDifficulty is named, and the blocks without work are shown', async () => {
  const source = replaceOnce('mine', '(4 - bitsLeft) === 0', '(5 - bitsLeft) === 0');
  await withWrongPart(['mine', source], async (seen) => {
    await seen.until(() => seen.faults.some((text) => text.includes('step 3, starter/mine.ts')));
    expect(seen.faults[0]).toMatch(
      /^(alice|bob|carol)’s block \d+: bad-work\. 9 of 10 zero bits\. See step 3/,
    );
    await seen.until(() => seen.here.length === 3);
    await seen.until(() => seen.blocks.filter(({ claim }) => claim).length > 5);
    await seen.until(() => seen.users.every(({ trouble }) => trouble === 'bad-work'));
  });
});

it('a handleMsg that takes everything is named', async () => {
  const source = replaceOnce(
    'handleMsg',
    "  if (parent !== tip(chain)) throw new Refusal('not-longest');\n",
    '',
  );
  await withWrongPart(['handleMsg', source], async (seen, { users: [alice] }) => {
    await seen.until(() => seen.blocks.length > 3);
    // Two users seldom find a block at the same time. So a late block comes from outside.
    const { blocks } = await ask(alice, { type: 'getChain', from: 0, limit: 1 });
    const [genesis] = blocks as Block[];
    const late = mined(genesis, coin(ALICE));
    expect(await ask(alice, { type: 'block', block: late })).toEqual({ type: 'ok' });
    await seen.until(() =>
      seen.faults.some((text) => text.includes('step 10, starter/handleMsg.ts')),
    );
    await seen.until(() => seen.here.length === 3);
  });
});

it('a broadcast that forgets one peer is named', async () => {
  const source = replaceOnce(
    'broadcast',
    'peers.filter((peer) => peer.address !== self)',
    'peers.filter((peer) => peer.address !== self).slice(1)',
  );
  await withWrongPart(['broadcast', source], async (seen) => {
    await seen.until(() =>
      seen.faults.some((text) => text.includes('step 9, starter/broadcast.ts')),
    );
    await seen.until(() => seen.here.length === 3);
  });
});

it('a right network shows no fault', async () => {
  const source = reference('broadcast');
  await withWrongPart(['broadcast', source], async (seen) => {
    await seen.until(() => seen.blocks.length > 60);
    expect(seen.faults).toEqual([]);
  });
});
