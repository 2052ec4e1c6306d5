import { MAX_UNPROVEN_OF_HOST, MAX_USERS } from '../observer/limits';
import { roomFor } from '../observer/roomFor';
import type { Rated } from '../observer/roomFor';

interface Change extends Partial<Omit<Rated, 'user'>> {
  user?: Partial<Rated['user']>;
}

/** Returns a user that answers, and has neither proven its address nor mined. */
function rated(address: string, { user, ...change }: Change = {}): Rated {
  return {
    user: { address, host: '127.0.0.1', here: true, heardAt: 0, ...user },
    ...{ isProven: false, hasMined: false, ...change },
  };
}

/** Returns a full list with one other user. The others have proven their addresses. */
const full = (other: Rated): Rated[] => [
  ...Array.from({ length: MAX_USERS - 1 }, (_, i) => rated(`${i}`, { isProven: true })),
  other,
];

const proven = rated('proven', { isProven: true });
const miner = rated('miner', { isProven: true, hasMined: true });

it('a user gets a free place', () => {
  expect(roomFor(proven, full(proven).slice(1))).toBeNull();
});

it('in a full list, a user that proves its address replaces one that does not', () => {
  const stranger = rated('stranger');
  expect(roomFor(proven, full(stranger))).toBe(stranger);
  expect(roomFor(proven, full(proven))).toBeUndefined();
  expect(roomFor(stranger, full(stranger))).toBeUndefined();
});

it('in a list full of users that prove their addresses, a user that mines gets a place', () => {
  expect(roomFor(miner, full(miner))).toMatchObject({ isProven: true, hasMined: false });
  expect(roomFor(miner, Array<Rated>(MAX_USERS).fill(miner))).toBeUndefined();
});

it('the user that has been gone longest makes way first', () => {
  const [early, late] = [1, 2].map((heardAt) => rated('gone', { user: { here: false, heardAt } }));
  expect(roomFor(rated('stranger'), full(late).with(0, early))).toBe(early);
});

it('users of one host that prove nothing get only a share of the list', () => {
  const crowd = Array.from({ length: MAX_UNPROVEN_OF_HOST }, (_, i) => rated(`${i}`));
  expect(roomFor(rated('stranger'), crowd)).toBeUndefined();
  expect(roomFor(rated('stranger', { user: { host: '127.0.0.2' } }), crowd)).toBeNull();
  expect(roomFor(proven, crowd)).toBeNull();
});
