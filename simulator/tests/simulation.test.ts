import { spawnSync } from 'node:child_process';
import { ROOT } from '../../grader/course/parts';
import { SimulatedProgram } from '../edges/SimulatedProgram';
import { Simulation } from '../Simulation';
import type { Watcher } from '../Simulation';
import type { Fault, SimulationOptions } from '../SimulationOptions';

let program: SimulatedProgram;

beforeAll(async () => {
  program = await SimulatedProgram.compile();
});

function simulate(options: Partial<SimulationOptions>, watcher?: Watcher): Simulation {
  return new Simulation(program, { settleMs: 30_000, ...options }, watcher);
}

/** Runs `npm run simulate` in a new process. */
function runCommand(...args: string[]): { code: number | null; out: string; err: string } {
  const command = ['workshop/commands/launch.js', 'workshop/commands/simulate.ts', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

test('the same seed gives the same history in one process and in another', async () => {
  const options = { users: 8, blocks: 8, gossipMs: 10_000, lost: 0.05, settleMs: 60_000 };
  const texts = ['', ''];
  const [one, other] = [0, 1].map((i) =>
    simulate({ ...options, seed: 7 }, { onHistory: (text) => (texts[i] += text) }),
  );
  // Two simulations at the same time do not disturb each other.
  const [first, second] = await Promise.all([one.run(), other.run()]);
  expect(texts[1]).toBe(texts[0]);
  expect(second).toEqual(first);
  const flags = '--users 8 --blocks 8 --gossip 10000 --lost 0.05 --json';
  const { code, out } = runCommand('--target', 'solution', '--seed', '7', ...flags.split(' '));
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject(first);
  const third = await simulate({ ...options, seed: 8 }).run();
  expect(third.digest).not.toBe(first.digest);
});

test('20 users join one by one, and agree after a minute', async () => {
  const result = await simulate({
    ...{ users: 20, joining: true, gossipMs: 5000, blocks: 6, intervalMs: 5000 },
  }).run();
  expect(result.durationMs).toBeLessThan(60_000);
  expect(result).toMatchObject({ tips: 1, onLongest: 20 });
  expect(result.height).toBeGreaterThan(0);
});

test('a partition divides the chain, and heals', async () => {
  const sides = [
    [0, 1, 2, 3, 4],
    [5, 6, 7, 8, 9],
  ];
  const faults: Fault[] = [
    { atMs: 20_000, kind: 'cut', groups: sides },
    { atMs: 120_000, kind: 'heal' },
  ];
  const options = { users: 10, blocks: 30, gossipMs: 5000, settleMs: 90_000, faults };
  const undone = new Set<number>();
  let tipsWhileCut = 0;
  const simulation = simulate(options, {
    onEvent: (event, _, ms) => {
      if (ms < 120_000 && event.event === 'coin') {
        tipsWhileCut = new Set(simulation.chains().map((blocks) => blocks.at(-1)?.hash)).size;
      }
      if (ms > 120_000 && event.event === 'reorganised') undone.add(event.undone);
    },
  });
  const result = await simulation.run();
  expect(tipsWhileCut).toBeGreaterThan(1);
  expect(Math.max(...undone)).toBeGreaterThan(1);
  expect(result).toMatchObject({ tips: 1, onLongest: 10 });
});

test('a user that crashed returns with a new key, and fetches the chain', async () => {
  const faults: Fault[] = [
    { atMs: 30_000, kind: 'crash', user: 3 },
    { atMs: 60_000, kind: 'return', user: 3 },
  ];
  const simulation = simulate({ users: 6, blocks: 15, gossipMs: 5000, faults });
  const begun = simulation.run();
  const [{ name }] = simulation.users.slice(3);
  const result = await begun;
  const { server, name: later } = simulation.users[3];
  expect([name, later]).toEqual(['user 3', 'user 3 life 1']);
  expect(server?.chain.blocks.length).toBeGreaterThan(10);
  expect(result).toMatchObject({ tips: 1, onLongest: 6 });
});

test('users agree although connections are lost and break, users are slow, and clocks are wrong', async () => {
  const faults: Fault[] = [
    { atMs: 0, kind: 'slow', user: 1, workMs: 400 },
    { atMs: 10_000, kind: 'deaf', user: 2, on: true },
    { atMs: 60_000, kind: 'deaf', user: 2, on: false },
  ];
  const rough = { lost: 0.1, reset: 0.1, skewMs: 30_000, bandwidth: 0.1, hosts: 2 };
  const result = await simulate({
    ...{ users: 8, blocks: 12, gossipMs: 2000, settleMs: 90_000, faults },
    ...rough,
  }).run();
  expect(result).toMatchObject({ tips: 1, onLongest: 8 });
});

test('a message arrives after three delays, and a user has its own block at once', async () => {
  const arrivals: number[] = [];
  let foundAt = 0;
  const simulation = simulate(
    { users: 2, blocks: 1, delayMs: 100, bandwidth: 0 },
    {
      onEvent: ({ event }, _, ms) => {
        if (event === 'coin') foundAt = ms;
        if (event === 'block') arrivals.push(ms - foundAt);
      },
    },
  );
  const { half, all } = await simulation.run();
  expect(arrivals).toHaveLength(1);
  expect(arrivals[0]).toBeGreaterThanOrEqual(150);
  expect(arrivals[0]).toBeLessThanOrEqual(450);
  expect(half).toBe(0);
  expect(all).toBeCloseTo(arrivals[0]);
});

test.each([
  ['users', '1'],
  ['blocks', '1.5'],
  ['lost', '-0.1'],
  ['target', 'nowhere'],
  ['users', ''],
])('the command refuses --%s "%s"', (flag, word) => {
  const { code, out, err } = runCommand(`--${flag}`, word);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(`--${flag}`);
});
