import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import type { LabNetwork } from '../labs/LabNetwork';
import { spaceTime } from '../labs/spaceTime';

/** A block, its miner, and the users that accepted it, separated by spaces. */
type Mined = [index: number, miner: string, others: string];

const USERS = ['alice', 'bob', 'carol', 'dave'];

/** Returns the label of each block in a diagram, in the order in which the blocks were mined. */
function labelsOf(blocks: readonly Mined[]): string[] {
  const events = blocks.flatMap(([index, miner, others], at) => {
    const hash = `hash ${at}`;
    const coin: UserEvent = { event: 'coin', index, hash };
    const block: UserEvent = { event: 'block', index, hash };
    const heard = others.split(' ').filter(Boolean);
    return [{ at, user: miner, event: coin }, ...heard.map((user) => ({ at, user, event: block }))];
  });
  const lines = spaceTime({ events, marks: [] } as unknown as LabNetwork, USERS).slice(1);
  return lines.map((line) => /● (\w+)/.exec(line)?.[1] ?? '');
}

it('a block has a letter only if others have its height', () => {
  expect(
    labelsOf([
      [1, 'alice', 'bob carol dave'],
      [2, 'bob', 'alice carol dave'],
    ]),
  ).toEqual(['1', '2']);
});

it('each side of a fork keeps its letter, also if it mines later', () => {
  expect(
    labelsOf([
      [1, 'alice', 'bob'],
      [1, 'carol', 'dave'],
      [2, 'carol', 'dave'],
      [2, 'alice', 'bob'],
      [3, 'dave', 'carol'],
      [3, 'bob', 'alice'],
    ]),
  ).toEqual(['1a', '1b', '2b', '2a', '3b', '3a']);
});

it('a fork inside of one side leaves the letter of the other side free', () => {
  expect(
    labelsOf([
      [1, 'alice', 'bob'],
      [1, 'carol', 'dave'],
      [2, 'carol', ''],
      [2, 'dave', ''],
      [2, 'alice', 'bob'],
    ]),
  ).toEqual(['1a', '1b', '2b', '2c', '2a']);
});
