import { foldersLeft, processesLeft } from '../support/leftovers';
import { pty } from '../support/Menu';
import { run, Spawned } from '../support/Spawned';
import { KEYS, Terminal } from '../support/Terminal';

/** What ends everything may take so long, in milliseconds. */
const END_LIMIT_MS = 2000;

/** The exit code of a program that Ctrl-C has ended. */
const INTERRUPTED = 130;

const itInTerminal = pty === undefined ? it.skip : it;
const itWithSignals = process.platform === 'win32' ? it.skip : it;
if (pty === undefined) {
  process.stderr.write('\nSKIPPED: there is no pseudo-terminal here to show the demo in\n\n');
}

async function expectNothingLeft(folder: string): Promise<void> {
  expect(await processesLeft(folder)).toEqual([]);
  expect(foldersLeft(folder)).toEqual([]);
}

describe('two demos at once, without a terminal', () => {
  /** Each as a row for `it.each`; the second is asked for by its name. */
  const demos: { demo?: Spawned; args: string[]; seconds: number }[] = [
    { args: [], seconds: Infinity },
    { args: ['demo'], seconds: Infinity },
  ];

  beforeAll(async () => {
    const begin = performance.now();
    await Promise.all(
      demos.map(async (row) => {
        row.demo = await run(row.args);
        row.seconds = (performance.now() - begin) / 1000;
      }),
    );
  }, 70_000);

  const outputs = (): string[] => demos.map(({ demo }) => demo?.out ?? '');

  it('both end well, in under a minute', async () => {
    for (const { demo, seconds } of demos) {
      expect(demo?.err).toBe('');
      expect(demo?.exit).toEqual({ code: 0, signal: null });
      expect(seconds).toBeLessThan(60);
      await expectNothingLeft(demo?.folder ?? '');
    }
  });

  it('are two networks, on ports of their own', () => {
    const ports = outputs().flatMap((out) =>
      [...out.matchAll(/coins +\d+ blocks +port (\d+)$/gm)].map(([, port]) => port),
    );
    expect(ports).toHaveLength(6);
    expect(new Set(ports).size).toBe(6);
    const genesis = outputs().map((out) => /^ +0 {2}([0-9a-f]+) {2}genesis$/m.exec(out)?.[1]);
    expect(genesis).not.toContain(undefined);
    expect(new Set(genesis).size).toBe(2);
  });

  it('write no colours, no cursor movements and no line over 80 columns into a pipe', () => {
    for (const out of outputs()) {
      expect(out).not.toContain('\u001b');
      const widths = out.split('\n').map((line) => [...line].length);
      expect(Math.max(...widths)).toBeLessThanOrEqual(80);
    }
  });

  it('let bob and carol join and pay each other on one chain', () => {
    for (const out of outputs()) {
      expect(out).toMatch(/^bob asks alice [^.]* adopts the longest valid one: \d+ blocks\.$/m);
      expect(out).toMatch(/^carol asks alice and bob [^.]* the longest valid one: \d+ blocks\.$/m);
      expect(out).toMatch(/^bob mints it into block \d+/m);
    }
  });

  it('refuse what nobody should believe, every time with its code', () => {
    for (const out of outputs()) {
      expect(out).toMatch(/tries to pay 1000 coins\. Refused: insufficient-funds\.$/m);
      const answers = [...out.matchAll(/^ {2}alice, bob and carol answer: (.*)$/gm)];
      expect(answers.map(([, codes]) => codes)).toEqual([
        'bad-hash',
        'bad-reward',
        'bad-signature',
      ]);
    }
  });

  it('fork, and heal', () => {
    for (const out of outputs()) {
      const [, hers, theirs] = /┬(.*) alice\n +└(.*) bob and carol\n/.exec(out) ?? [];
      const branches = [hers, theirs].map((row) => row?.match(/[0-9a-f]{8}/g) ?? []);
      for (const branch of branches) expect(branch.length).toBeGreaterThanOrEqual(2);
      expect(new Set(branches.flat()).size).toBe(branches.flat().length);

      expect(out).toMatch(/^(alice|bob|carol).* undid .*\d.* gone\.$/m);
      expect(out).toMatch(/^All three are on one chain again, at block \d+/m);
    }
  });

  it('end on equal chains, with balances that add up to the coins mined', () => {
    for (const out of outputs()) {
      const rows = [...out.matchAll(/^ {2}(alice|bob|carol) +(\d+)\.(\d\d) coins +(\d+) blocks/gm)];
      expect(rows.map(([, name]) => name)).toEqual(['alice', 'bob', 'carol']);
      expect(out.match(/^The chain of .*$/gm)).toEqual(['The chain of alice, bob and carol:']);

      const heights = [...out.matchAll(/^ +(\d+) {2}[0-9a-f]{10} {2}/gm)].map(([, n]) => Number(n));
      const height = Math.max(...heights);
      expect(rows.map(([, , , , blocks]) => Number(blocks))).toEqual(Array(3).fill(height + 1));

      // Every block but the genesis is a coin, except for the one payment.
      const cents = rows.reduce((sum, [, , whole, rest]) => sum + Number(whole + rest), 0);
      expect(cents).toBe((height - 1) * 100);
      expect(out).toContain(
        `add up to ${height - 1}.00 coins, and ${height - 1} coins were mined.`,
      );
    }
  });
});

itWithSignals('ends cleanly when it is interrupted in the middle', async () => {
  const demo = new Spawned(['--demo']);
  try {
    await demo.until('others join', () => demo.out.includes('Others join'));
    const took = await demo.endWith('SIGINT');
    expect(demo.exit).toEqual({ code: INTERRUPTED, signal: null });
    expect(took).toBeLessThan(END_LIMIT_MS);
    expect(demo.err).toBe('');
    expect(demo.out).not.toContain('The end');
    await expectNothingLeft(demo.folder);
  } finally {
    await demo.kill();
  }
});

it('ends without a crash when nobody reads it any longer', async () => {
  const demo = new Spawned([]);
  try {
    await demo.until('a line is there', () => demo.out.includes('A network begins'));
    demo.child.stdout?.destroy();
    const { code, signal } = await demo.ended();
    expect({ code, signal, err: demo.err }).toEqual({ code: 1, signal: null, err: '' });
    await expectNothingLeft(demo.folder);
  } finally {
    await demo.kill();
  }
});

itInTerminal.each([
  ['in bold', {}, true],
  ['plain where NO_COLOR says so', { NO_COLOR: '1' }, false],
])('shows its titles in a terminal %s, and ends on Ctrl-C', async (_, env, isBold) => {
  if (pty === undefined) return;
  const terminal = new Terminal(pty, { args: ['--demo'], env });
  try {
    await terminal.until('others join', () => terminal.text.includes('Others join'));
    expect(terminal.raw.includes('\u001b[1mOthers join\u001b[22m')).toBe(isBold);
    expect(terminal.raw.includes('\u001b')).toBe(isBold);
    const took = await terminal.endAfter(() => terminal.type(KEYS.ctrlC));
    expect(terminal.ending).toEqual({ code: INTERRUPTED, signal: null, isRestored: true });
    expect(took).toBeLessThan(END_LIMIT_MS);
    await expectNothingLeft(terminal.folder);
  } finally {
    await terminal.close();
  }
});
