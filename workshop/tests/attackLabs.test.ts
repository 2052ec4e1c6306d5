import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, SOLUTION } from '../../grader/course/parts';
import { doubleSpendChance, lostShare, selfishRevenue } from '../labs/formulas';

const folder = mkdtempSync(join(tmpdir(), 'cantor-labs-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `npm run lab` passes to Node. */
const LAB = ['-r', 'ts-node/register/transpile-only', 'workshop/commands/lab.ts'];

/** Runs a lab without a terminal. */
function runLab(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...LAB, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

/** A row of a lab's table. */
interface Row {
  curve: string;
  x: number;
  measured: number;
  error: number;
  formula: number;
}

/** Returns the table of a lab. */
function rowsOf(out: string): Row[] {
  return [...out.matchAll(/^(\S+(?: \S+)?) +([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) +[\d.]+/gm)].map(
    ([, curve, ...figures]) => {
      const [x, measured, error, formula] = figures.map(Number);
      return { curve, x, measured, error, formula };
    },
  );
}

test.each([
  ['d', ({ curve, x }: Row) => doubleSpendChance(Number(curve.slice(2)), x)],
  ['e', ({ curve, x }: Row) => selfishRevenue(x, Number(curve.slice(2)))],
  ['f', ({ x }: Row) => 100 * lostShare(x)],
])('lab %s agrees with its formula at eight points or more', (letter, formulaOf) => {
  const svg = join(folder, `${letter}.svg`);
  const { code, out, err } = runLab(letter, '--target', 'solution', '--svg', svg);
  expect({ code, err }).toEqual({ code: 0, err: '14 of 14 parts come from solution.\n' });
  expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  const rows = rowsOf(out);
  expect(rows.length).toBeGreaterThanOrEqual(8);
  for (const row of rows) {
    expect(row.formula).toBeCloseTo(formulaOf(row), 3);
    expect(row.error).toBeGreaterThan(0);
    expect(Math.abs(row.measured - row.formula)).toBeLessThanOrEqual(4 * row.error);
  }
  const picture = readFileSync(svg, 'utf8');
  expect(picture.match(/<circle/g)).toHaveLength(rows.length);
  expect(picture).not.toContain('NaN');
});

test("lab d uses the student's parts: a wrong one does not agree with the formula", () => {
  const own = join(folder, 'own');
  cpSync(SOLUTION, own, { recursive: true });
  const file = join(own, 'longestChain.ts');
  const wrong = readFileSync(file, 'utf8').replace(
    'gained > mostGained',
    'gained > mostGained + 1',
  );
  writeFileSync(file, wrong);
  const { code, err } = runLab('d', '--target', own);
  expect(code).toBe(1);
  expect(err).toContain('it is not true that the figure at q 0.1, 1 is 0.2000');
});

/** On Windows, a signal ends a process, but its handlers do not run. */
const itWithSignals = process.platform === 'win32' ? it.skip : it;

itWithSignals.each(['d', 'e', 'f'])('lab %s ends on Ctrl-C while it measures', async (letter) => {
  const child = spawn(process.execPath, [...LAB, letter, '--target', 'solution'], { cwd: ROOT });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (out.includes('Measured on a virtual clock')) child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code).toBe(130);
  expect(out).not.toContain('What does it mean?');
});
