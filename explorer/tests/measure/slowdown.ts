// Measures how much the explorer slows a network:
// node workshop/commands/launch.js explorer/tests/measure/slowdown.ts [PAIRS]
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT, SOLUTION } from '../../../grader/course/parts';
import { bundleThreads } from '../../../solution/supplied/user/bundle';
import { Network } from '../../../solution/supplied/program/Network';
import { runMeasurement } from './runMeasurement';

const USAGE = `Measures how much the explorer slows a network.

  node workshop/commands/launch.js explorer/tests/measure/slowdown.ts [PAIRS]

  PAIRS   how many pairs of windows the measurement compares. The default is 10 pairs.
          A pair takes 5 seconds, with the explorer and without it`;

const USERS = 20;
const WINDOW_MS = 2000;

/** How long to wait before the first window, in milliseconds. */
const WARM_UP_MS = 3000;

/** The length of a clock tick in /proc/PID/stat, in milliseconds. */
const TICK_MS = 10;

interface Window {
  hashes: number;
  ms: number;
  /** Processor time of the network and of the explorer, in milliseconds. */
  networkMs: number;
  explorerMs: number;
}

/**
 * Measures twenty users that mine without rest. Windows with an explorer and a page alternate with
 * windows without them. Other work on the machine changes the hash rate. Therefore the measurement
 * also compares the processor time for each hash. This time includes the users' answers to the
 * explorer.
 */
async function measure(pairs: number): Promise<void> {
  const options = { port: 0, restMs: 0, difficulty: 20 };
  const network = new Network(await bundleThreads(SOLUTION), options);
  for (let i = 0; i < USERS; i++) await network.create(`user ${i}`);
  const users = [...network.users.values()];
  const { host = '', port = 0 } = users[0].ready ?? {};
  const program = ['workshop/commands/launch.js', 'workshop/commands/runExplorer.ts'].map((path) =>
    join(ROOT, path),
  );
  const args = ['--port', '0', '--peer', `${host}:${port}`];
  const explorer = spawn(process.execPath, [...program, ...args]);
  const url = await new Promise<string>((resolve) => {
    explorer.stdout.once('data', (line: Buffer) => {
      resolve(/http:\/\/[0-9.:]+\d/.exec(line.toString())?.[0] ?? '');
    });
  });
  get(`${url}/updates`, (response) => response.resume()).on('error', () => {});

  const state = async (): Promise<Window> => {
    const statuses = await Promise.all(users.map((user) => user.call('status')));
    const { user, system } = process.cpuUsage();
    const stat = readFileSync(`/proc/${explorer.pid}/stat`, 'utf8').split(' ');
    return {
      hashes: statuses.reduce((sum, status) => sum + status.hashes, 0),
      ms: performance.now(),
      networkMs: (user + system) / 1000,
      explorerMs: (Number(stat[13]) + Number(stat[14])) * TICK_MS,
    };
  };
  const window = async (isWatched: boolean): Promise<Window> => {
    explorer.kill(isWatched ? 'SIGCONT' : 'SIGSTOP');
    await sleep(WINDOW_MS / 4);
    const from = await state();
    await sleep(WINDOW_MS);
    const to = await state();
    return {
      hashes: to.hashes - from.hashes,
      ms: to.ms - from.ms,
      networkMs: to.networkMs - from.networkMs,
      explorerMs: to.explorerMs - from.explorerMs,
    };
  };

  await sleep(WARM_UP_MS);
  const [rates, costs, shares]: number[][] = [[], [], []];
  for (let i = 0; i < pairs; i++) {
    // Other load on the machine changes with time. Therefore the order alternates.
    const [first, second] = [await window(i % 2 === 0), await window(i % 2 !== 0)];
    const [on, off] = i % 2 === 0 ? [first, second] : [second, first];
    rates.push(on.hashes / on.ms / (off.hashes / off.ms));
    costs.push(on.hashes / on.networkMs / (off.hashes / off.networkMs));
    shares.push(on.explorerMs / (on.networkMs + on.explorerMs));
  }
  const { height } = await users[0].call('status');
  console.log(`${pairs} pairs of windows of ${WINDOW_MS / 1000} s, ${height} blocks`);
  console.log('hashes a second, watched / not watched', spread(rates));
  console.log(
    "hashes a second of the network's processor time, watched / not watched",
    spread(costs),
  );
  console.log("the explorer's share of all processor time", spread(shares));
  explorer.kill('SIGCONT');
  explorer.kill();
  await network.stop();
}

/** Returns the median and the quartiles of some numbers as text. */
function spread(numbers: number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (share: number): string => sorted[Math.round(share * (sorted.length - 1))].toFixed(3);
  return `${at(0.5)} (${at(0.25)} to ${at(0.75)})`;
}

runMeasurement({ usage: USAGE, usual: 10 }, measure);
