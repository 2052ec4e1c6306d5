import { Watch } from '../../solution/supplied/program/Watch';
import type { User } from '../../solution/User';

it('a program that stood still, as after Ctrl-Z, accuses nobody', async () => {
  jest.useFakeTimers({ doNotFake: ['performance'] });
  let now = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
  const told: string[] = [];
  const status = { hashes: 5 };
  const user = { options: { name: 'alice', restMs: 0 }, call: () => Promise.resolve(status) };
  const watch = new Watch(new Map([['alice', user as unknown as User]]), (line) => told.push(line));
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    await jest.advanceTimersByTimeAsync(1000);
  };
  try {
    await pass(1000);
    await pass(60_000);
    for (let second = 0; second < 4; second++) await pass(1000);
    expect(told).toEqual([]);
    for (let second = 0; second < 4; second++) await pass(1000);
    expect(told).toEqual([expect.stringContaining("alice's miner has reported no hash for 6 s")]);
  } finally {
    watch.end();
    clock.mockRestore();
    jest.useRealTimers();
  }
});
