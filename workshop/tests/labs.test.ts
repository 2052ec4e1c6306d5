import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../grader/course/parts';
import { cleanEnvironment, privateFolder } from '../../tests/support/command';
import { foldersLeft, processesLeft } from '../../tests/support/leftovers';
import { loadPty } from '../../tests/support/Terminal';

/** The arguments that `npm run lab` passes to Node. */
const LAB = [
  join(ROOT, 'node_modules', 'ts-node', 'dist', 'bin.js'),
  '-T',
  '-r',
  './workshop/commands/checkNode.js',
  'workshop/commands/lab.ts',
];

/** The time limit of a lab in milliseconds. Other tests and labs run at the same time. */
const LIMIT_MS = 240_000;

interface Run {
  code: number | null;
  out: string;
  err: string;
  /** The folder of the lab's temporary files. */
  folder: string;
}

/**
 * Runs a lab without a terminal. Interrupts the lab after it has printed `until`. Without `until`,
 * waits for its end.
 */
function lab(args: readonly string[], until?: string): Promise<Run> {
  const folder = privateFolder();
  const child = spawn(process.execPath, [...LAB, ...args], {
    cwd: ROOT,
    env: cleanEnvironment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run: Run = { code: null, out: '', err: '', folder };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    run.out += text;
    if (until !== undefined && run.out.includes(until)) child.kill('SIGINT');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    run.err += text;
  });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ ...run, code }));
  });
}

/** On Windows, a signal ends a process, but its handlers do not run. */
const itWithSignals = process.platform === 'win32' ? it.skip : it;

const runs = new Map<string, Promise<Run>>();

// The labs are separate processes, so they can run at the same time.
beforeAll(() => {
  // A letter, a number and a name mean a lab.
  runs
    .set('a', lab(['A']))
    .set('b', lab(['2']))
    .set('c', lab(['greed']));
});

/** Checks that a lab succeeded and removed its files. Returns the output of the lab. */
async function shown(letter: string): Promise<string> {
  const run = await runs.get(letter);
  expect(run).toMatchObject({ code: 0, err: '' });
  const { out = '', folder = '' } = run ?? {};
  expect(foldersLeft(folder)).toEqual([]);
  expect(await processesLeft(folder)).toEqual([]);
  expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(out).toContain('  It was:');
  expect(out).not.toContain('You said');
  return out;
}

/** Returns the lines of a section, from its title to the next empty line. */
function section(out: string, title: string): string[] {
  const [, rest] = out.split(`\n${title}\n`);
  return (rest ?? '').split('\n\n')[0].split('\n');
}

/** Returns the numbers in a table's row that begins with `name`. */
function row(table: readonly string[], name: string): number[] {
  const line = table.find((each) => each.trim().startsWith(`${name} `)) ?? '';
  return line.trim().slice(name.length).trim().split(/\s+/).map(Number);
}

it(
  'lab A: exactly one of two payments with the same coin is left after the partition',
  async () => {
    const out = await shown('a');
    expect(out).toMatch(/All 5 have one chain again/);
    const [, lost, confirmations] =
      /to (\w+) disappeared after (\d+) confirmations/.exec(out) ?? [];
    const [, kept] = /The payment to (\w+) stays/.exec(out) ?? [];
    expect([lost, kept].toSorted()).toEqual(['bob', 'dave']);
    expect(Number(confirmations)).toBeGreaterThanOrEqual(6);

    const table = section(out, 'The balances while the cable was cut, and now');
    expect(row(table, 'mallory')).toEqual([0, 0, 0]);
    expect(row(table, 'sum')).toHaveLength(3);
    expect(row(table, 'sum')).toEqual(row(table, 'coins mined'));

    const diagram = section(out, 'The diagram');
    const payments = diagram.filter((line) => line.includes('■'));
    expect(payments).toHaveLength(2);
    for (const line of payments) expect(line).toContain('×');
    const losers = lost === 'bob' ? ['alice', 'bob'] : ['carol', 'dave', 'erin'];
    const mended = diagram.slice(diagram.findIndex((line) => line.includes('is repaired')));
    const changed = mended.filter((line) => /−\d+ \+\d+/.test(line));
    expect(changed.length).toBeGreaterThanOrEqual(losers.length);
  },
  LIMIT_MS,
);

it(
  'lab B: only in the order of clocks, a payment comes before its coins',
  async () => {
    const out = await shown('b');
    const byLink = section(out, 'Replayed in the order of the links').slice(1);
    const byClock = section(out, 'Replayed in the order of the clocks').slice(1);
    expect(byLink).toHaveLength(5);
    for (const line of byLink) expect(line).toMatch(/ ok$/);
    const refused = byClock.filter((line) => line.endsWith('insufficient-funds'));
    expect(refused).toHaveLength(2);
    expect(refused[0]).toContain('bob pays carol 1.00');
    expect(out).toContain('2 of 3 payments are refused');

    const clocks = byClock
      .filter((line) => /^ {2}\d/.test(line))
      .map((line) => row([line], line.trim().split(/\s+/)[0])[1]);
    expect(clocks).toEqual(clocks.toSorted((one, other) => one - other));
    expect(clocks.at(-1)).toBeGreaterThan(89);

    const table = section(out, 'The balances after both replays');
    expect(row(table, 'sum')).toEqual(row(table, 'coins mined'));
    expect(row(table, 'bob')).toEqual([0.5, 1.5]);
    const [, skew] = /In this run, a clock ([\d.]+) s ahead would have been enough/.exec(out) ?? [];
    expect(Number(skew)).toBeGreaterThan(0);
    expect(Number(skew)).toBeLessThan(90);
  },
  LIMIT_MS,
);

it(
  'lab C: greed pays only when resting takes more time than work',
  async () => {
    const out = await shown('c');
    const shares = [...out.matchAll(/(\d+)% greedy$/gm)].map(([, percent]) => Number(percent));
    expect(shares).toHaveLength(2);
    expect(shares[0]).toBeGreaterThanOrEqual(13);
    expect(shares[1]).toBeLessThan(shares[0] / 2);
    const chains = out.match(/(?<=^ {2})[G·]+$/gm)?.join('') ?? '';
    const greedy = [...out.matchAll(/^ {2}greedy .*?(\d+) \(/gm)].map(([, count]) => Number(count));
    const polite = [...out.matchAll(/^ {2}all polite .*?(\d+)$/gm)].map(([, count]) =>
      Number(count),
    );
    expect([greedy.length, polite.length]).toEqual([2, 2]);
    expect(greedy[0] + greedy[1]).toBe(chains.replaceAll('·', '').length);
    expect(polite[0] + polite[1]).toBe(chains.replaceAll('G', '').length);
  },
  LIMIT_MS,
);

it.each([
  [[], /^which lab\? a, b, c, d, e, f; see npm run lab help\n$/],
  [['g'], /^.*"g".*; see npm run lab help\n$/],
  [['a', 'b'], /^.*"b".*; see npm run lab help\n$/],
  [['a', '--svg', 'd'], /^lab a has no --svg; see npm run lab help\n$/],
  [['d', 'target', 'nowhere'], /^--target: there is no folder nowhere; see npm run lab help\n$/],
  [['a', '--nonsense'], /^.*--nonsense; see npm run lab help\n$/],
])(
  'npm run lab refuses the command line %j in one line',
  async (args, line) => {
    const { code, out, err } = await lab(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(line);
  },
  LIMIT_MS,
);

it(
  'npm run lab help lists the labs',
  async () => {
    const { code, out } = await lab(['--help']);
    expect(code).toBe(0);
    for (const letter of 'abcdef') expect(out).toContain(`npm run lab ${letter}`);
  },
  LIMIT_MS,
);

itWithSignals(
  'a lab ends on Ctrl-C, and removes its files',
  async () => {
    const { code, err, folder } = await lab(['a'], 'The cable is cut');
    expect({ code, err }).toEqual({ code: 130, err: '' });
    expect(foldersLeft(folder)).toEqual([]);
    expect(await processesLeft(folder)).toEqual([]);
  },
  LIMIT_MS,
);

const pty = loadPty();

/** The questions of lab B. */
const QUESTIONS = ['What is the result of the replay', 'How far ahead must'];

/** Runs lab B in a terminal, and types `keys` at each question. Returns the text on the screen. */
function inTerminal(keys: string): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    if (pty === undefined) return reject(new Error('this platform has no pseudo-terminal'));
    const env = cleanEnvironment(privateFolder());
    const options = { name: 'xterm-256color', cols: 80, rows: 40, cwd: ROOT, env };
    const terminal = pty.spawn(process.execPath, [...LAB, 'b'], options);
    let [text, answered] = ['', 0];
    terminal.onData((data) => {
      text += data;
      const asked = answered < QUESTIONS.length ? text.indexOf(QUESTIONS[answered]) : -1;
      // When the pointer to the first choice is visible, the question waits for an answer.
      if (asked < 0 || text.indexOf('❯', asked) < 0) return;
      answered++;
      terminal.write(keys);
    });
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode, text }));
  });
}

(pty === undefined ? describe.skip : describe)('in a terminal', () => {
  it(
    'a lab asks for a prediction, and compares the prediction with the result',
    async () => {
      const { code, text } = await inTerminal('\r');
      expect(code).toBe(0);
      expect(text).toContain('You said: The same balances');
      expect(text).toContain('It was:   A payment comes before the coins');
    },
    LIMIT_MS,
  );

  it(
    'a lab ends on Ctrl-C at the question',
    async () => {
      expect(await inTerminal('\u0003')).toMatchObject({ code: 130 });
    },
    LIMIT_MS,
  );
});
