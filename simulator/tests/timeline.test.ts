import { Draws } from '../chance/Draws';
import { Timeline } from '../clock/Timeline';
import { acquaintances } from '../users/acquaintances';

const owner = () => ({ name: 'owner', isGone: false, drawn: 0 });

test('events happen in the order of their times, and equal times in the order of their making', async () => {
  const timeline = new Timeline();
  const seen: string[] = [];
  const user = owner();
  const gone = { ...owner(), isGone: true };
  for (const [delay, name] of [
    [3, 'd'],
    [1, 'a'],
    [2, 'b'],
    [2, 'c'],
  ] as const) {
    timeline.after(delay, user, () => seen.push(`${name}${timeline.now}`));
  }
  timeline.after(1, gone, () => seen.push('gone'));
  timeline.after(1, user, () => seen.push('cancelled')).run = undefined;
  timeline.after(9, user, () => seen.push('after the end'));
  timeline.end = 8;
  await timeline.run();
  expect(seen).toEqual(['a1', 'b2', 'c2', 'd3']);
  // An empty stretch of time passes, too.
  expect(timeline.now).toBe(8);
});

test('all promises of an event settle before the next event', async () => {
  const timeline = new Timeline();
  const seen: string[] = [];
  const [one, other] = [owner(), owner()];
  timeline.after(1, one, () => {
    void (async () => {
      for (let i = 0; i < 100; i++) await Promise.resolve();
      seen.push(timeline.owner === one ? 'the promises of one' : 'somebody else');
    })();
  });
  timeline.after(1, other, () => seen.push('other'));
  await timeline.run();
  expect(seen).toEqual(['the promises of one', 'other']);
});

test('a thousand events in a row leave no event out', async () => {
  const timeline = new Timeline();
  const user = owner();
  let left = 2500;
  const next = (): void => {
    if (--left > 0) timeline.after(1, user, next);
  };
  timeline.after(1, user, next);
  await timeline.run();
  expect([left, timeline.now]).toEqual([0, 2500]);
});

test('without an event there is no owner', () => {
  expect(() => new Timeline().owner).toThrow(expect.objectContaining({ code: 'outside-event' }));
});

test('a draw depends on its name and the seed, and on nothing else', () => {
  const draws = new Draws(7);
  expect(draws.unit('a')).toBe(new Draws(7).unit('a'));
  expect(draws.unit('a')).not.toBe(draws.unit('b'));
  expect(draws.unit('a')).not.toBe(new Draws(8).unit('a'));
  // The value is the same on every machine.
  expect(draws.hex('a').slice(0, 16)).toBe('7fafe99d66ff9eaa');
  const times = Array.from({ length: 4000 }, (_, i) => draws.exponential(`t${i}`, 1e6));
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  // Four standard errors of the mean.
  expect(Math.abs(mean - 1e6)).toBeLessThan((4 * 1e6) / Math.sqrt(times.length));
});

test.each([
  [5, 256, 4],
  [40, 8, 8],
  [41, 9, 8],
])('of %i users with %i acquaintances, each knows %i others, who know it', (users, known, each) => {
  const others = acquaintances(users, known, new Draws(1));
  for (const [user, list] of others.entries()) {
    expect(new Set(list).size).toBe(each);
    expect(list).not.toContain(user);
    for (const other of list) expect(others[other]).toContain(user);
  }
});
