import { join } from 'node:path';
import { ROOT } from '../../grader/course/parts';
import { foldersLeft, processesLeft } from '../../tests/support/leftovers';
import { run, Spawned } from '../../tests/support/Spawned';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { readCommandLine, explorerHelp } from '../server/commandLine';
import { Events } from './support/Events';
import { ask, startExplorer } from './support/Web';

/** The file that `npm run explorer` and `npm run solution` run with Node. */
const LAUNCH = join(ROOT, 'workshop', 'commands', 'launch.js');
const EXPLORER = [LAUNCH, join(ROOT, 'workshop', 'commands', 'runExplorer.ts')];

const itWithSignals = process.platform === 'win32' ? it.skip : it;

/** No user listens at this endpoint. */
const NO_PEER = ['--peer', '127.0.0.1:1'];

/** Returns the web address in the output of a program. */
const urlIn = (text: string): string => /http:\/\/[0-9.:]+\d/.exec(text)?.[0] ?? '';

function problemWith(line: string): string {
  try {
    readCommandLine(line.split(' '));
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`the command line is accepted: ${line}`);
}

it('the command line accepts words, flags and several peers', () => {
  expect(readCommandLine([])).toEqual({
    help: false,
    host: '127.0.0.1',
    open: true,
    peers: Array.from({ length: 10 }, (_, i) => ({ host: '127.0.0.1', port: 6000 + i })),
  });
  const line = 'peer a:1 --peer [::1]:2,c:3 port 9000 --host=::1 --pace 0.1 no-open';
  expect(readCommandLine(line.split(' '))).toEqual({
    help: false,
    host: '::1',
    port: 9000,
    paceMs: 100,
    open: false,
    peers: [
      { host: 'a', port: 1 },
      { host: '::1', port: 2 },
      { host: 'c', port: 3 },
    ],
  });
});

it.each([
  ['--nonsense', /--nonsense/],
  ['nonsense', /nonsense/],
  ['--peer', /--peer needs a value/],
  ['--peer bob', /--peer is HOST:PORT/],
  ['--peer a:0', /--peer is HOST:PORT/],
  ['--peer a:1,', /--peer is HOST:PORT/],
  ['--port 65536', /--port .* 65535/],
  ['--port -1', /--port .* 65535/],
  ['--port 6000', /--port 6000 .* blocked by browsers/],
  ['--port 6667', /blocked by browsers/],
  ['--port 1 --port 2', /--port is given twice/],
  ['--host no_such/host', /--host/],
  ['--pace 0', /--pace/],
  ['--pace x', /--pace/],
])('the command line "%s" is refused with one line of text', (line, problem) => {
  const message = problemWith(line);
  expect(message).toMatch(problem);
  expect(message).not.toMatch(/[\r\n]/);
  expect(message.length).toBeLessThanOrEqual(80);
});

it('the help has at most 80 columns and lists each option', () => {
  const lines = explorerHelp('npm run explorer').split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  for (const flag of ['peer', 'port', 'host', 'pace', 'no-open']) {
    expect(lines.filter((line) => line.startsWith(`  ${flag} `))).toHaveLength(1);
  }
});

it('the explorer prints a problem on standard error, and exits with 2', async () => {
  const other = await startExplorer();
  try {
    const { port } = new URL(other.url);
    const [taken, none] = await Promise.all([
      run(['--port', port], { command: EXPLORER }),
      run(['--host', '192.0.2.1'], { command: EXPLORER }),
    ]);
    for (const { out, err, exit } of [taken, none]) {
      expect(err).toMatch(/^[^\n]*; see npm run explorer help\n$/);
      expect([out, exit]).toEqual(['', { code: 2, signal: null }]);
    }
    expect(taken.err).toContain(`port ${port} is in use`);
    expect(none.err).toContain('no address 192.0.2.1');
  } finally {
    await other.stop();
  }
});

itWithSignals.each(['SIGINT', 'SIGTERM'] as const)(
  'the explorer keeps searching while no user answers, and %s ends it',
  async (signal) => {
    const explorer = new Spawned(['--port', '0', ...NO_PEER], { command: EXPLORER });
    try {
      await explorer.until('the explorer serves its page', () => urlIn(explorer.out) !== '');
      const events = await Events.of(urlIn(explorer.out));
      expect((await ask(urlIn(explorer.out))).status).toBe(200);
      await explorer.until('the explorer says that no user answers', () =>
        explorer.out.includes('No user answers'),
      );
      expect(await explorer.endWith(signal)).toEqual({ code: 0, signal: null });
      expect(explorer.err).toBe('');
      await events.until(() => events.isOver);
    } finally {
      await explorer.kill();
    }
  },
);

describe('an explorer that a network starts', () => {
  const args = ['--user', 'alice', '--port', '0', '--rest', '0.1', '--difficulty', '8'];
  let [quits, dies]: Spawned[] = [];

  beforeAll(() => {
    [quits, dies] = [0, 1].map(() => new Spawned([...args, '--explorer'], { input: true }));
  });

  afterAll(() => Promise.all([quits.kill(), dies.kill()]));

  /**
   * Waits until a network has mined a block. Returns the events that a page gets from its explorer.
   */
  async function eventsOf(network: Spawned): Promise<Events> {
    await network.until('a block is mined', () => network.out.includes('"event":"coin"'));
    const [line] = network.out.split('\n');
    expect(JSON.parse(line)).toEqual({ event: 'explorer', url: urlIn(line) });
    const events = await Events.of(urlIn(line));
    await events.until(() => events.named('users').at(-1)?.[0]?.name === 'alice');
    await events.until(() => events.named('blocks').flat().length > 2);
    return events;
  }

  it('the explorer shows its network, and ends when the network ends', async () => {
    const events = await eventsOf(quits);
    quits.write('quit');
    expect(await quits.ended()).toEqual({ code: 0, signal: null });
    await events.until(() => events.isOver);
    expect(await processesLeft(quits.folder)).toEqual([]);
    expect(foldersLeft(quits.folder)).toEqual([]);
  });

  itWithSignals('the explorer ends when its network is killed', async () => {
    const events = await eventsOf(dies);
    await dies.kill();
    await events.until(() => events.isOver);
    expect(await processesLeft(dies.folder)).toEqual([]);
  });
});
