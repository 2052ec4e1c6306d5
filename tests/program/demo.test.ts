import { foldersLeft, processesLeft } from '../support/leftovers';
import { pty } from '../support/MenuSession';
import { run, Spawned } from '../support/Spawned';
import { KEYS, Terminal } from '../support/Terminal';

/** How long to wait for a demo, in milliseconds. Only a demo that hangs takes this long. */
const LIMIT_MS = 300_000;

/** The exit code of a program that Ctrl-C has ended. */
const INTERRUPTED = 130;

const itInTerminal = pty === undefined ? it.skip : it;
const itWithSignals = process.platform === 'win32' ? it.skip : it;
if (pty === undefined) {
  process.stderr.write('\nSKIPPED: without a pseudo-terminal, the demo in one is not tested\n\n');
}

async function expectNothingLeft(folder: string): Promise<void> {
  expect(await processesLeft(folder)).toEqual([]);
  expect(foldersLeft(folder)).toEqual([]);
}

describe('two demos at the same time, without a terminal', () => {
  let demos: Spawned[] = [];

  beforeAll(async () => {
    demos = await Promise.all([[], ['demo']].map((args) => run(args, {}, LIMIT_MS)));
  }, LIMIT_MS);

  const outputs = (): string[] => demos.map(({ out }) => out);

  it('both demos end without an error, and remove their files', async () => {
    expect(demos).toHaveLength(2);
    for (const { err, exit, folder } of demos) {
      expect(err).toBe('');
      expect(exit).toEqual({ code: 0, signal: null });
      await expectNothingLeft(folder);
    }
  });

  it('the demos are two networks with three users each', () => {
    for (const out of outputs()) {
      const ports = [...out.matchAll(/coins +\d+ blocks +port (\d+)$/gm)].map(([, port]) => port);
      expect(ports).toHaveLength(3);
      // The two demos can have the same ports, because one demo can end before the other starts all
      // its users.
      expect(new Set(ports).size).toBe(3);
    }
    const genesis = outputs().map((out) => /^ +0 {2}([0-9a-f]+) {2}genesis$/m.exec(out)?.[1]);
    expect(genesis).not.toContain(undefined);
    expect(new Set(genesis).size).toBe(2);
  });

  it('both demos write only plain lines of at most 80 columns into a pipe', () => {
    for (const out of outputs()) {
      expect(out).not.toContain('\u001b');
      const widths = out.split('\n').map((line) => [...line].length);
      expect(Math.max(...widths)).toBeLessThanOrEqual(80);
    }
  });

  it('in both demos bob and carol join, and users pay each other on one chain', () => {
    for (const out of outputs()) {
      expect(out).toMatch(/^bob asks alice [^.]* adopts the longest valid one: \d+ blocks\.$/m);
      expect(out).toMatch(/^carol asks alice and bob [^.]* the longest valid one: \d+ blocks\.$/m);
      expect(out).toMatch(/^bob mints it into block \d+/m);
    }
  });

  it('both demos refuse each attack with its code', () => {
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

  it('both demos show a fork, and then the users agree again', () => {
    for (const out of outputs()) {
      const [, hers, theirs] = /┬(.*) alice\n +└(.*) bob and carol\n/.exec(out) ?? [];
      const branches = [hers, theirs].map((row) => row?.match(/[0-9a-f]{8}/g) ?? []);
      for (const branch of branches) expect(branch.length).toBeGreaterThanOrEqual(2);
      expect(new Set(branches.flat()).size).toBe(branches.flat().length);

      expect(out).toMatch(/^(alice|bob|carol).* undid .*\d.* gone\.$/m);
      expect(out).toMatch(/^All three are on one chain again, at block \d+/m);
    }
  });

  it('both demos end on equal chains, with balances that add up to the coins mined', () => {
    for (const out of outputs()) {
      const rows = [...out.matchAll(/^ {2}(alice|bob|carol) +(\d+)\.(\d\d) coins +(\d+) blocks/gm)];
      expect(rows.map(([, name]) => name)).toEqual(['alice', 'bob', 'carol']);
      expect(out.match(/^The chain of .*$/gm)).toEqual(['The chain of alice, bob and carol:']);

      const heights = [...out.matchAll(/^ +(\d+) {2}[0-9a-f]{10} {2}/gm)].map(([, n]) => Number(n));
      const height = Math.max(...heights);
      expect(rows.map(([, , , , blocks]) => Number(blocks))).toEqual(Array(3).fill(height + 1));

      // All blocks are coins, except for the genesis and one payment.
      const cents = rows.reduce((sum, [, , whole, rest]) => sum + Number(whole + rest), 0);
      expect(cents).toBe((height - 1) * 100);
      expect(out).toContain(
        `add up to ${height - 1}.00 coins, and ${height - 1} coins were mined.`,
      );
    }
  });
});

itWithSignals('an interrupted demo ends cleanly', async () => {
  const demo = new Spawned(['--demo']);
  try {
    await demo.until('others join', () => demo.out.includes('Others join'));
    expect(await demo.endWith('SIGINT')).toEqual({ code: INTERRUPTED, signal: null });
    expect(demo.err).toBe('');
    expect(demo.out).not.toContain('The end');
    await expectNothingLeft(demo.folder);
  } finally {
    await demo.kill();
  }
});

it('the demo ends without a crash when its output is closed', async () => {
  const demo = new Spawned([]);
  try {
    await demo.until('a line is written', () => demo.out.includes('A network begins'));
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
  ['without colours if NO_COLOR is set', { NO_COLOR: '1' }, false],
])('the demo shows its titles in a terminal %s, and ends on Ctrl-C', async (_, env, isBold) => {
  if (pty === undefined) return;
  const terminal = new Terminal(pty, { args: ['--demo'], env });
  try {
    await terminal.until('others join', () => terminal.text.includes('Others join'));
    expect(terminal.raw.includes('\u001b[1mOthers join\u001b[22m')).toBe(isBold);
    expect(terminal.raw.includes('\u001b')).toBe(isBold);
    const ending = await terminal.endAfter(() => terminal.type(KEYS.ctrlC));
    expect(ending).toEqual({ code: INTERRUPTED, signal: null, isRestored: true });
    expect(terminal.text).not.toContain('The end');
    await expectNothingLeft(terminal.folder);
  } finally {
    await terminal.close();
  }
});
