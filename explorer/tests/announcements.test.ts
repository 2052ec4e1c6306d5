import { ALICE, BOB, genesisBlock, minedBlocks } from '../../tests/support/blocks';
import { Announcements } from '../observer/Announcements';
import { CheckedTree } from '../observer/CheckedTree';
import { HeardReader } from '../observer/HeardReader';

const GRACE_MS = 100;
const [alice, bob] = [ALICE.address, BOB.address];

/**
 * Plays four blocks of bob that alice has, and of which she reports no announcement.
 *
 * @param story called with each block's time
 * @returns the users that are blamed
 */
function blamed(story: (announcements: Announcements, now: number) => void): string[] {
  const genesis = genesisBlock();
  const tree = new CheckedTree(genesis);
  const announcements = new Announcements(
    { tipOf: () => tree.best, peersOf: () => new Set([alice]) },
    GRACE_MS,
  );
  let now = Date.now();
  tree.onAdded = (block) => announcements.blockSeen(block, [alice, bob], now);
  for (const block of minedBlocks(genesis, 4, BOB)) {
    tree.add(block, tree.best, bob, now);
    story(announcements, now);
    now += 2 * GRACE_MS;
    announcements.judge(alice, now);
  }
  return announcements.faults().map(({ user }) => String(user));
}

it('a user is blamed if another user hears of none of its blocks', () => {
  expect(blamed(() => {})).toEqual([bob]);
});

it('after a report that lacks messages, nobody is blamed for them', () => {
  expect(blamed((announcements, now) => announcements.gapSeen(alice, now + 1))).toEqual([]);
  // A block can be seen later than its announcement was heard.
  expect(blamed((announcements, now) => announcements.gapSeen(alice, now - 1))).toEqual([]);
});

it('a report has a gap if numbers are missing before its last message', () => {
  const reader = new HeardReader(alice);
  const report = (...numbers: number[]): boolean => {
    const rest = { type: 'transaction', subject: 'x', from: null, at: 0, answer: 'ok' };
    reader.read(
      numbers.map((number) => ({ number, ...rest })),
      Date.now(),
    );
    return reader.hasGap;
  };
  expect([report(1, 2), report(3), report(), report(5), report(6, 8), report(9)]).toEqual([
    ...[false, false, false],
    ...[true, true, false],
  ]);
});
