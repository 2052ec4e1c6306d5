import { help, programOptions } from '../../solution/supplied/program/programOptions';
import type { ProgramOptions } from '../../solution/supplied/program/programOptions';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { wrap } from '../../solution/supplied/program/render';
import { DEFAULT_OPTIONS } from '../../solution/supplied/user/UserOptions';
import { run } from '../support/Spawned';

const HASH = '0123456789abcdef'.repeat(4);

/** Reads a command line without quotes. */
const read = (line: string, isTerminal = false): ProgramOptions =>
  programOptions(line.split(' ').filter(Boolean), isTerminal);

/** Returns the error message for a command line. */
function problemWith(argv: readonly string[], isTerminal = false): string {
  try {
    programOptions(argv, isTerminal);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`${argv.join(' ')} is not refused`);
}

describe('a valid command line', () => {
  it('the program starts the menu in a terminal, and the demo elsewhere or on request', () => {
    expect(read('', true)).toEqual({ mode: 'menu', options: {} });
    expect(read('')).toEqual({ mode: 'demo' });
    expect(read('--demo', true)).toEqual({ mode: 'demo' });
    expect(read('demo', true)).toEqual({ mode: 'demo' });
    expect(read('--rest 0.5 --difficulty 20', true)).toEqual({
      mode: 'menu',
      options: { restMs: 500, difficulty: 20 },
    });
  });

  it.each(['--help', 'help', '-h', '--user alice --help', '--demo --user alice help'])(
    '%s asks for help',
    (line) => expect(read(line)).toEqual({ mode: 'help' }),
  );

  it('one user writes JSON without a terminal, or with --json', () => {
    expect(read('--user alice', true)).toMatchObject({ isJson: false });
    expect(read('--user alice --json', true)).toMatchObject({ isJson: true });
  });

  it('flags set the options of one user, and all other options have defaults', () => {
    const usual = { ...DEFAULT_OPTIONS, name: 'alice' };
    expect(read('--user alice')).toEqual({ mode: 'user', options: usual, isJson: true });
    expect(read('user alice port 7000 rest 0')).toEqual(read('--user=alice --port=7000 --rest=0'));
    expect(
      read(`--user alice --host ::1 --port 0 --join [fe80::1]:6000,lab-3:65535 --genesis ${HASH}`),
    ).toEqual({
      mode: 'user',
      options: {
        ...usual,
        host: '::1',
        port: 0,
        join: [
          { host: 'fe80::1', port: 6000 },
          { host: 'lab-3', port: 65535 },
        ],
        genesis: HASH,
      },
      isJson: true,
    });
    expect(read('--user alice --gossip 0.25 --rest 3600 --difficulty 32 --port 65535')).toEqual({
      mode: 'user',
      options: { ...usual, gossipMs: 250, restMs: 3_600_000, difficulty: 32, port: 65535 },
      isJson: true,
    });
  });

  it('a name is any printable text of up to 32 characters, even the name of a flag', () => {
    for (const name of ['a', 'x'.repeat(32), 'Zoë O’Neil "the" 2nd', 'demo', 'user', '漢字']) {
      expect(programOptions(['--user', name], false)).toMatchObject({ options: { name } });
    }
  });
});

describe('an invalid command line', () => {
  it.each([
    ['--nonsense', /--nonsense/],
    ['-x', /-x/],
    ['nonsense', /nonsense/],
    ['demo please', /please/],
    ['--Demo', /--Demo/],
    ['--user', /--user needs a value/],
    ['--user alice --port', /--port needs a value/],
    ['--user alice --join', /--join needs a value/],
    ['user', /--user needs a value/],
    ['--demo=yes', /--demo takes no value/],
    ['--user alice --port 65536', /--port .* 65535/],
    ['--user alice --port=-1', /--port/],
    ['--user alice --port -1', /--port .* 65535/],
    ['--user alice --port abc', /--port/],
    ['--user alice --port 6e3', /--port/],
    ['--user alice --port 0x10', /--port/],
    ['--user alice --port 6000.5', /--port/],
    ['--user alice --port=', /--port/],
    ['--user alice --rest nan', /--rest/],
    ['--user alice --rest=-1', /--rest/],
    ['--user alice --rest 1e999', /--rest/],
    ['--user alice --rest 3601', /--rest/],
    ['--user alice --rest Infinity', /--rest/],
    ['--user alice --gossip soon', /--gossip/],
    ['--user alice --difficulty 33', /--difficulty .* 32/],
    ['--user alice --difficulty=-1', /--difficulty/],
    ['--user alice --difficulty 1.5', /--difficulty/],
    ['--user alice --host no_such/host', /--host/],
    ['--user alice --host=', /--host/],
    ['--user alice --join bob', /--join is HOST:PORT/],
    ['--user alice --join 127.0.0.1', /--join is HOST:PORT/],
    ['--user alice --join :6000', /--join is HOST:PORT/],
    ['--user alice --join 127.0.0.1:0', /--join is HOST:PORT/],
    ['--user alice --join 127.0.0.1:65536', /--join is HOST:PORT/],
    ['--user alice --join 127.0.0.1:6000,', /--join is HOST:PORT/],
    ['--user alice --join ::1:6000', /--join is HOST:PORT/],
    [`--user alice --join a:1 --genesis ${HASH.toUpperCase()}`, /--genesis/],
    ['--user alice --join a:1 --genesis 12', /--genesis/],
    ['--user alice --user bob', /--user is given twice/],
    ['--user alice --port 1 --port 1', /--port is given twice/],
    ['--demo demo', /--demo is given twice/],
    [`--user alice --genesis ${HASH}`, /--genesis needs --join/],
    ['--user alice --join a:1 --difficulty 8', /--difficulty/],
    ['--demo --user alice', /--user cannot be used with --demo/],
    ['--demo --rest 1', /--rest/],
    ['--demo --difficulty 8', /--difficulty/],
    ['--port 6000', /--port needs --user/],
    ['--host ::1', /--host needs --user/],
    ['--join a:1', /--join needs --user/],
    ['--gossip 1', /--gossip needs --user/],
    [`--genesis ${HASH}`, /--genesis needs --user/],
    ['--rest 1', /--rest needs a terminal/],
    ['--difficulty 8', /--difficulty needs a terminal/],
  ])('a wrong command line is refused in one line: %s', (line, problem) => {
    const said = problemWith(line.split(' '));
    expect(said).toMatch(problem);
    expect(said).not.toMatch(/[\r\n]/);
    expect(said.length).toBeLessThanOrEqual(80);
  });

  it('a command line with an unreadable name is refused', () => {
    for (const name of ['', ' ', ' alice', 'x'.repeat(33), 'a\nb', 'a\u001b[31mb', 'a\u202eb']) {
      const said = problemWith([`--user=${name}`]);
      expect(said).toMatch(/^--user is a name of 1 to 32 printable characters/);
    }
  });

  it('a flag without meaning for the menu is refused in a terminal too', () => {
    expect(problemWith(['--port', '6000'], true)).toMatch(/--port needs --user/);
    expect(problemWith(['nonsense'], true)).toMatch(/nonsense/);
  });
});

describe('a line that is too wide for the terminal', () => {
  it('continues below its text, and keeps its indentation', () => {
    const words = 'your mine made 12,345 hashes and found 5 blocks so far';
    expect(wrap(`  ${words}, or more`, 60)).toBe(`  ${words}, or\n  more`);
    expect(wrap('reach NAME NAME …   talk to these users only, as if other cables', 60)).toBe(
      'reach NAME NAME …   talk to these users only, as if other\n                    cables',
    );
    expect(wrap('x'.repeat(70), 60)).toBe('x'.repeat(70));
    expect(wrap('word '.repeat(17).trim(), 0)).toBe(`${'word '.repeat(16).trim()}\nword`);
  });
});

describe('the program itself', () => {
  it('the program prints an error and the help command on standard error, and exits with 2', async () => {
    const runs = await Promise.all([
      run(['--nonsense']),
      run(['--user', 'alice', '--port', '65536']),
    ]);
    for (const { out, err, exit } of runs) {
      expect(err).toMatch(/^[^\n]*; see npm run solution help\n$/);
      expect(out).toBe('');
      expect(exit).toEqual({ code: 2, signal: null });
    }
    expect(runs[0].err).toContain('--nonsense');
    expect(runs[1].err).toContain('--port');
  });

  it('the program prints its help within 80 columns, and exits with 0', async () => {
    const [flag, word] = await Promise.all([run(['--help']), run(['help'])]);
    expect(flag.out).toBe(`${wrap(help({ command: 'npm run solution' }), 80)}\n`);
    expect(word.out).toBe(flag.out);
    expect([flag.err, word.err]).toEqual(['', '']);
    expect([flag.exit?.code, word.exit?.code]).toEqual([0, 0]);
    const lines = flag.out.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    const flags = 'demo user rest difficulty host port join genesis gossip json'.split(' ');
    const isListed = (name: string): boolean =>
      new RegExp(`^ +(npm run solution )?${name} `, 'm').test(flag.out);
    expect(flags.filter((name) => !isListed(name))).toEqual([]);
  });
});
