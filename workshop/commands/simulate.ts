import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import type { SimulatedProgram } from '../../simulator/edges/SimulatedProgram';
import { resultLines, settingsLine } from '../../simulator/results/resultLines';
import { spreadChart } from '../../simulator/results/spreadChart';
import { Simulation } from '../../simulator/Simulation';
import { DEFAULT_SIMULATION } from '../../simulator/SimulationOptions';
import type { SimulationOptions } from '../../simulator/SimulationOptions';
import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import { compileSimulated } from '../student/compileSimulated';
import { runCommand } from './runCommand';

/** The options that are numbers, with their limits. */
const NUMBERS = {
  users: { option: 'users', low: 2, high: 10_000, isWhole: true },
  blocks: { option: 'blocks', low: 1, high: 100_000, isWhole: true },
  interval: { option: 'intervalMs', low: 1, high: 86_400_000, isWhole: false },
  delay: { option: 'delayMs', low: 0, high: 60_000, isWhole: false },
  seed: { option: 'seed', low: 0, high: Number.MAX_SAFE_INTEGER, isWhole: true },
  gossip: { option: 'gossipMs', low: 0, high: 86_400_000, isWhole: true },
  known: { option: 'known', low: 2, high: 10_000, isWhole: true },
  hosts: { option: 'hosts', low: 1, high: 10_000, isWhole: true },
  bandwidth: { option: 'bandwidth', low: 0, high: 1_000_000, isWhole: false },
  lost: { option: 'lost', low: 0, high: 0.5, isWhole: false },
  reset: { option: 'reset', low: 0, high: 0.5, isWhole: false },
  skew: { option: 'skewMs', low: 0, high: 3_600_000, isWhole: true },
} as const satisfies Record<
  string,
  { option: keyof SimulationOptions; low: number; high: number; isWhole: boolean }
>;

type NumberFlag = keyof typeof NUMBERS;

const FLAGS = {
  ...(Object.fromEntries(Object.keys(NUMBERS).map((name) => [name, 'string'])) as Record<
    NumberFlag,
    'string'
  >),
  join: 'boolean',
  target: 'string',
  json: 'boolean',
  svg: 'string',
  history: 'string',
  help: 'boolean',
} as const;

const { users, blocks, intervalMs, delayMs, seed, known, bandwidth } = DEFAULT_SIMULATION;

const HELP = `Runs a network of many users on a virtual clock. The users
run the real code: your parts, and the reference's for the
others. Only the clock, the network, chance and the miners
are simulated. The same options give the same figures.

  npm run simulate -- --users 1000 --blocks 100 --seed 7

  --users N       how many users (${users})
  --blocks N      how many blocks are mined (${blocks})
  --interval MS   the mean time between blocks (${intervalMs})
  --delay MS      the mean delay of a packet (${delayMs}); a message
                  arrives after three, its answer after four
  --seed N        decides everything random (${seed})
  --gossip MS     the interval of gossip; 0 is off (0)
  --known N       how many others each user knows at first (${known})
  --join          instead, the users join the first one by one
  --hosts N       the machines that they share (one each)
  --bandwidth N   megabits a second; 0 is without limit (${bandwidth})
  --lost SHARE    connections that are lost, 0 to 0.5 (0)
  --reset SHARE   connections that break, 0 to 0.5 (0)
  --skew MS       how far clocks are wrong at most (0)
  --target DIR    the folder of the step files (starter)
  --json          print one JSON object
  --svg FILE      draw how a block spreads
  --history FILE  write everything that happens

The times of this machine go to standard error. The page
simulator/README.md says what the model leaves out.`;

/** How often the progress is shown, in milliseconds of this machine. */
const PROGRESS_MS = 3000;

runCommand('npm run simulate', async (argv) => {
  const given = readArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const options: Partial<SimulationOptions> = { joining: given.join ?? false };
  for (const flag of Object.keys(NUMBERS) as NumberFlag[]) {
    const word = given[flag];
    if (word !== undefined) options[NUMBERS[flag].option] = readNumber(flag, word);
  }
  const program = await compileSimulated(given.target);
  if (program === undefined) return 1;
  return await show(program, options, given);
});

/** @throws UsageError if the word is not a number within the flag's limits */
function readNumber(flag: NumberFlag, word: string): number {
  const { low, high, isWhole } = NUMBERS[flag];
  const value = /^\d+(\.\d+)?$/.test(word) ? Number(word) : NaN;
  if (value >= low && value <= high && (!isWhole || Number.isSafeInteger(value))) return value;
  throw new UsageError(`--${flag} is a ${isWhole ? 'whole ' : ''}number from ${low} to ${high}`);
}

/** Runs the simulation, and shows its result. */
async function show(
  program: SimulatedProgram,
  options: Partial<SimulationOptions>,
  { json, svg, history }: { json?: boolean; svg?: string; history?: string },
): Promise<number> {
  const file = history === undefined ? undefined : openSync(history, 'w');
  let found = 0;
  let shownAt = Date.now();
  const begun = performance.now();
  const simulation = new Simulation(program, options, {
    onEvent: ({ event }, _, ms) => {
      if (event === 'coin') found++;
      if (Date.now() - shownAt < PROGRESS_MS) return;
      shownAt = Date.now();
      const { blocks: all } = simulation.options;
      process.stderr.write(
        `${found} of ${all} blocks, ${(ms / 1000).toFixed(0)} virtual seconds\n`,
      );
    },
    onHistory: file === undefined ? undefined : (text) => void writeSync(file, text),
  });
  const result = await simulation.run();
  if (file !== undefined) closeSync(file);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stderr.write(`${seconds} s and ${megabytes} MB of this machine\n`);
  const settings = settingsLine(simulation.options);
  if (svg !== undefined) writeFileSync(svg, spreadChart(settings, result));
  if (json) {
    console.log(JSON.stringify({ simulated: true, options: simulation.options, ...result }));
  } else {
    console.log(`Simulated: ${settings}`);
    for (const line of resultLines(result, simulation.options.users)) console.log(line);
    console.log(
      `  ${(result.durationMs / 1000).toFixed(1)} virtual seconds, digest ${result.digest}`,
    );
  }
  return 0;
}
