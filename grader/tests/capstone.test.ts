import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Changes } from '../harness/parent/Changes';
import type { CapstoneReport, RungReport } from '../network/CapstoneReport';
import { diagram } from '../network/diagram';
import { readUserLine } from '../network/channel/UserLine';
import { COURSE } from '../course/course';
import { ROOT } from '../course/parts';
import type { StepFiles } from '../proof/writeSubmission';
import { cleanEnvironment, privateFolder } from '../../tests/support/command';
import { reference, replaceOnce } from '../steps/support/reference';
import { Submissions } from '../../tests/support/Submissions';
import { BEGIN, withUsers } from '../../tests/support/UserProcess';

const submissions = new Submissions();
afterAll(() => submissions.remove());

/** A run of `npm run grade network`, with its own folder for temporary files. */
class Grading {
  readonly folder = privateFolder();
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  out = '';
  err = '';

  constructor(...words: string[]) {
    const command = [
      join('workshop', 'commands', 'launchGuarded.js'),
      join('workshop', 'commands', 'grade.ts'),
    ];
    this.child = spawn(process.execPath, [...command, 'network', ...words], {
      cwd: ROOT,
      env: cleanEnvironment(this.folder),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (text: Buffer) => (this.out += text.toString()));
    this.child.stderr?.on('data', (text: Buffer) => (this.err += text.toString()));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  /** Waits for the report. Then checks that all processes have ended and all files are removed. */
  async report(): Promise<CapstoneReport> {
    await this.ended;
    await this.expectNothingLeft();
    expect(this.err).toBe('');
    return JSON.parse(this.out) as CapstoneReport;
  }

  async expectNothingLeft(): Promise<void> {
    await new Changes().until('all users have ended', () => this.users().length === 0);
    expect(readdirSync(this.folder)).toEqual([]);
  }

  /** Returns the ids of the users' processes. Works only on Linux. */
  users(): string[] {
    if (!existsSync('/proc')) return [];
    return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && this.#isUser(commandOf(pid)));
  }

  #isUser(command: string): boolean {
    return command.includes(this.folder) && command.includes('cantor-network-');
  }
}

/** Files that attack the grader: what a file does, the file, and a text in the report. */
const HOSTILE: [what: string, files: StepFiles, report: RegExp][] = [
  [
    'imports another file as text',
    {
      hashBlock: `import other from '${join(ROOT, 'package.json')}' with { type: 'text' };
        console.log(other);\n${reference('hashBlock')}`,
    },
    /"problems":\["[^"]*an import has no attributes here/,
  ],
  [
    'prints events that no user prints',
    {
      hashBlock: `console.log('\\n{"event":"coin","index":{"toString":1,"valueOf":1}}');
        console.log('{"event":"caughtUp","height":{"toString":1}}\\n{"event":"request","port":6000,"id":[[]]}');
        ${reference('hashBlock')}`,
    },
    /"letter":"a"/,
  ],
  [
    'prints requests without end',
    {
      hashBlock: `let id = 0;
        setInterval(() => {
          for (let i = 0; i < 1000; i++)
            console.log(JSON.stringify({ event: 'request', id: id++, at: 0, port: 6000, request: 'x'.repeat(300) }));
        }, 1);
        ${reference('hashBlock')}`,
    },
    /"state":"failed"/,
  ],
  [
    'fills each peer with bytes that never end',
    {
      broadcast: `import { connect } from 'node:net';
        const full = new Set<number>();
        ${replaceOnce(
          'broadcast',
          '  return Promise.all(',
          `  for (const { port, host } of peers) {
            if (full.has(port)) continue;
            full.add(port);
            for (let i = 0; i < 300; i++)
              connect(port, host).on('error', () => {}).write(Buffer.alloc(1_900_000, '{"a":'));
          }
          return Promise.all(`,
        )}`,
    },
    /"letter":"a"/,
  ],
];

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

const everything = Object.fromEntries(COURSE.map(({ name }) => [name, reference(name)]));

/** Grades a copy of the reference in which some files are replaced. */
function student(files: StepFiles): Grading {
  return new Grading(
    'json',
    '--seed',
    '5',
    '--target',
    submissions.write({ ...everything, ...files }),
  );
}

/** Returns the states of the rungs, such as `a passed, b failed, c not judged`. */
function states({ runs }: CapstoneReport): string {
  return runs[0].rungs.map(({ letter, state }) => `${letter} ${state}`).join(', ');
}

function failed({ runs }: CapstoneReport): RungReport {
  const rung = runs[0].rungs.find(({ state }) => state === 'failed');
  if (rung === undefined) throw new Error('no rung has failed');
  return rung;
}

const HANDOUT = /exercises\/\d\d-(\w+)\.md/g;

/**
 * Wrong networks: the mistake, the files, the rung that fails, and the first suspect in the report.
 */
const WRONG: [what: string, files: StepFiles, rung: string, suspect: string][] = [
  [
    'whose broadcast skips all other users',
    { broadcast: replaceOnce('broadcast', 'peer.address !== self', 'peer.address === self') },
    'a',
    'broadcast',
  ],
  [
    'whose catchUp hangs',
    {
      catchUp: replaceOnce(
        'catchUp',
        'let adopted = 0;\n  for (let attempt',
        'for (;;);\n  let adopted = 0;\n  for (let attempt',
      ),
    },
    'a',
    'catchUp',
  ],
  [
    'whose genesis block has another difficulty',
    {
      createGenesisBlock: replaceOnce(
        'createGenesisBlock',
        'previousHash: NO_PARENT,\n    difficulty,',
        'previousHash: NO_PARENT,\n    difficulty: 0,',
      ),
    },
    'a',
    'createGenesisBlock',
  ],
  [
    'whose broadcast waits for each peer in turn',
    {
      broadcast: replaceOnce(
        'broadcast',
        'return Promise.all(\n    others.map(async (peer): Promise<Delivery> => {',
        'let before: Promise<unknown> = Promise.resolve();\n  return Promise.all(\n    others.map(async (peer): Promise<Delivery> => {\n      const turn = before;\n      let done = (): void => {};\n      before = new Promise<void>((resolve) => (done = resolve));\n      await turn;',
      ).replace(
        'return { peer, error };\n      }',
        'return { peer, error };\n      } finally {\n        done();\n      }',
      ),
    },
    'b',
    'broadcast',
  ],
  [
    'whose reorganise never changes branch',
    {
      reorganise: replaceOnce(
        'reorganise',
        'if (fork === undefined) throw',
        'if (fork !== tip(chain)) return { undone: [], waiting: [], unfundable: [] };\n  if (fork === undefined) throw',
      ),
    },
    'd',
    'reorganise',
  ],
  [
    'whose handleMsg accepts invalid blocks',
    { handleMsg: replaceOnce('handleMsg', '  validateBlock(block, parent, user.now());\n', '') },
    'e',
    'handleMsg',
  ],
  [
    'whose reorganise does not put its own blocks back',
    {
      reorganise: replaceOnce(
        'reorganise',
        '    for (const block of undone) pushBlock(chain, block);\n',
        '',
      ),
    },
    'e',
    'reorganise',
  ],
];

/** Only Linux lists the running processes in `/proc`. */
const onLinux = process.platform === 'linux' ? test : test.skip;

describe('npm run grade network', () => {
  // The gradings run at the same time, because they mostly wait for timeouts.
  const honest = new Grading('json', '--target', 'solution');
  const wrong = WRONG.map(([, files]) => student(files));
  const twice = student(WRONG[5][1]);
  const beginner = new Grading('target', submissions.write(WRONG[0][1]));

  onLinux('an interrupted grading ends its processes and removes its files', async () => {
    const interrupted = new Grading('json', '--target', 'solution', '--runs', '20');
    await new Changes().until('a user runs', () => interrupted.users().length > 0);
    interrupted.child.kill('SIGINT');
    expect(await interrupted.ended).toBe(130);
    await interrupted.expectNothingLeft();
  });

  test('the reference passes every rung', async () => {
    const report = await honest.report();
    expect(states(report)).toBe('a passed, b passed, c passed, d passed, e passed');
    expect(report.borrowed).toEqual([]);
    expect(await honest.ended).toBe(0);
  });

  test.each(WRONG.map(([what, , rung, suspect], i) => [what, rung, suspect, wrong[i]] as const))(
    'a network %s fails rung %s',
    async (_what, letter, suspect, grading) => {
      const report = await grading.report();
      const expected = ['a', 'b', 'c', 'd', 'e'].map((each) => {
        if (each === letter) return `${each} failed`;
        return `${each} ${each < letter ? 'passed' : 'not judged'}`;
      });
      expect(states(report)).toBe(expected.join(', '));
      expect(await grading.ended).toBe(1);
      const { failure } = failed(report);
      expect([...(failure?.where ?? '').matchAll(HANDOUT)][0]?.[1]).toBe(suspect);
      for (const line of failure?.diagram.split('\n') ?? []) expect(line.length).toBeLessThan(77);
    },
  );

  test.each(HOSTILE)('a file that %s gets a verdict', async (_what, files, expected) => {
    const grading = student(files);
    expect(await grading.ended).toBeLessThan(2);
    await grading.expectNothingLeft();
    expect(grading.err).toBe('');
    expect(JSON.stringify(JSON.parse(grading.out))).toMatch(expected);
  });

  test('the same seed repeats the same run', async () => {
    const [first, second] = [await wrong[5].report(), await twice.report()].map(failed);
    expect(second.failure?.tried).toBe(first.failure?.tried);
    expect(second.failure?.got).toBe(first.failure?.got);
  });

  test('the grader borrows unwritten steps, and explains the errors in the written steps', async () => {
    expect(await beginner.ended).toBe(1);
    await beginner.expectNothingLeft();
    expect(beginner.out).toMatch(
      new RegExp(`1 of ${COURSE.length} parts are yours. The borrowed parts: hashBlock,`),
    );
    expect(beginner.out).toMatch(/✗ failed +a {2}Two users agree/);
    expect(beginner.out).toMatch(
      /expected +alice and bob have the same chain\n +got +the newest block of alice/,
    );
    expect(beginner.out).toMatch(/where +most likely broadcast \(step 9, /);
    expect(beginner.out).toMatch(/who said what to whom\n +time +alice +bob\n/);
    expect(beginner.out).toMatch(/npm run grade network seed \d+/);
    for (const line of beginner.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

test('a diagram shows each message with sender and receiver, within 80 columns', () => {
  const entries = [
    { at: 1000, who: 'alice', what: 'mined block 3 (a payment)' },
    { at: 1001, from: 'alice', to: 'carol', request: 'block 3 (0.20)', reply: 'ok' },
    { at: 1002, from: 'bob', to: 'alice', request: `getChain from ${'9'.repeat(99)}` },
  ];
  expect(diagram(entries, ['alice', 'bob', 'carol', 'dave'], 0, 4)).toBe(
    [
      '  time  alice     bob       carol',
      ' 1.000  ●         │         │         mined block 3 (a payment)',
      ' 1.001  │──────────────────▶│         block 3 (0.20): ok',
      ` 1.002  │◀────────│         │         getChain from ${'9'.repeat(23)}…`,
    ].join('\n'),
  );
});

test.each([
  'hello',
  '{',
  '[]',
  'null',
  '{"event":1}',
  '{"event":"ready","address":"x","port":1}',
  '{"event":"request","port":"6000"}',
])('a line of another form does not count as an event: %s', (line) => {
  expect(readUserLine(line)).toBeUndefined();
});

test('a user refuses an order to reach an unknown user', async () => {
  await withUsers(async (start) => {
    const alice = start('alice', BEGIN);
    await alice.ready();
    expect((await alice.ask('reach zoe', 'sorry')).message).toMatch('zoe');
  });
});
