import { copyFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Changes } from '../../grader/harness/parent/Changes';
import { copyProject } from '../../tests/support/copyProject';
import { processesLeft } from '../../tests/support/leftovers';
import { Spawned } from '../../tests/support/Spawned';
import { KEYS, loadPty, Terminal } from '../../tests/support/Terminal';

const GRADE = ['workshop/commands/launchGuarded.js', 'workshop/commands/grade.ts'];

const pty = loadPty();
const inTerminal = pty === undefined ? it.skip : it;

let project: string;

beforeAll(async () => {
  project = await copyProject();
});

const starter = (name: string): string => join(project, 'starter', `${name}.ts`);

/** Copies the reference's file over the file of a step. Some editors save like this. */
function solve(name: string): void {
  copyFileSync(join(project, 'solution', `${name}.ts`), starter(name));
}

/** Changes the file of a step. Like many editors, writes a new file and then renames it. */
function change(name: string, from: string | RegExp, to: string): void {
  const text = readFileSync(starter(name), 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(`${starter(name)}.tmp`, changed);
  renameSync(`${starter(name)}.tmp`, starter(name));
}

/** Starts `npm run grade watch` in a terminal. */
function watchInTerminal(...words: string[]): Terminal {
  if (pty === undefined) throw new Error('there are no pseudo-terminals here');
  return new Terminal(pty, { command: GRADE, args: [...words, '--watch'], project });
}

/** Waits until the grader's folder for temporary files contains a submission. */
async function isGrading(folder: string): Promise<void> {
  const isThere = (): boolean =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((file) =>
      file.endsWith('submission.cjs'),
    );
  await new Changes().until('the grader grades a submission', isThere);
}

/** Returns a check for output that contains a text and then the list of keys. */
const isOffered =
  (shown: RegExp) =>
  (text: string): boolean =>
    shown.test(text) && /q quit\s*$/.test(text);

inTerminal('grade watch grades a step again after every save, and reacts to keys', async () => {
  const terminal = watchInTerminal('step1');
  try {
    const stub = await terminal.after(() => {}, 'the stub is graded', isOffered(/0 of 10/));
    expect(stub).toMatch(/What to do next[^]*01-hashBlock\.md/);
    expect(stub).toContain('Watching starter/hashBlock.ts');

    const solved = () => solve('hashBlock');
    await terminal.after(solved, 'the report shows the solved step', isOffered(/10 of 10 points/));
    const diff = () => terminal.type('d');
    await terminal.after(diff, 'the difference is shown', isOffered(/reference/));

    const broken = () => change('hashBlock', 'block.nonce', '0');
    const failed = await terminal.after(
      broken,
      'the report shows the broken step',
      isOffered(/✗ failed/),
    );
    expect(failed).not.toContain('10 of 10');
    // Students see 32 lines. The last one is for the cursor.
    const screen = failed.slice(failed.lastIndexOf('Step 1 ')).trimEnd().split('\n');
    expect(screen.length).toBeLessThanOrEqual(31);
    await terminal.after(
      diff,
      'the difference stays hidden',
      isOffered(/shown after your file has passed/),
    );
    const hint = () => terminal.type('h');
    await terminal.after(hint, 'a hint is given', isOffered(/The first idea/));
    await terminal.after(hint, 'a plan is given', isOffered(/The plan/));

    const next = () => terminal.type('n');
    await terminal.after(
      next,
      'the next step is graded',
      isOffered(/Step 2 · createGenesisBlock[^]*0 of 10/),
    );
    const again = () => terminal.type(KEYS.enter);
    await terminal.after(again, 'the step is graded again', isOffered(/Step 2[^]*0 of 10/));

    const ending = await terminal.endAfter(() => terminal.type('q'));
    expect(ending).toEqual({ code: 0, signal: null, isRestored: true });
    expect(await processesLeft(terminal.folder)).toEqual([]);
  } finally {
    await terminal.close();
  }
});

inTerminal('grade watch ends immediately on Ctrl-C, even while a submission hangs', async () => {
  solve('hashBlock');
  solve('mine');
  change('mine', /(export function mine\([^]*?\{\n)/, '$1  for (;;);\n');
  const terminal = watchInTerminal('3');
  try {
    const hung = /grading step 3/;
    await terminal.after(
      () => {},
      'the grading of mine has begun',
      (text) => hung.test(text),
    );
    const ending = await terminal.endAfter(() => terminal.type(KEYS.ctrlC));
    expect(ending).toEqual({ code: 0, signal: null, isRestored: true });
    // The command must not wait for the time limits of the checks. After such a wait, it would
    // write a report.
    expect(terminal.text).not.toMatch(/of 10 points/);
    expect(await processesLeft(terminal.folder)).toEqual([]);
  } finally {
    await terminal.close();
  }
});

it('grade watch without a step grades the saved step, and stops an outdated grading', async () => {
  solve('hashBlock');
  solve('mine');
  const watch = new Spawned(['watch'], { command: GRADE, project });
  try {
    await watch.until('the command waits for a save', () => /Save a step's file/.test(watch.out));
    // Grading this file takes seconds. The next save must stop this grading.
    change('mine', /(export function mine\([^]*?\{\n)/, '$1  for (;;);\n');
    await isGrading(watch.folder);
    solve('mine');
    await watch.until('the newest file is graded', () => /Step 3[^]*10 of 10/.test(watch.out));
    writeFileSync(starter('mine'), readFileSync(starter('mine')));
    solve('createGenesisBlock');
    await watch.until('another step is graded', () => /Step 2[^]*10 of 10/.test(watch.out));
    expect(watch.out.match(/^Step \d+/gm)).toEqual(['Step 3', 'Step 2']);
    expect(watch.out).not.toContain(KEYS.escape);
    expect(watch.out).not.toContain('q quit');
    // On Windows, a signal ends a process, but its handlers do not run.
    const code = process.platform === 'win32' ? null : 143;
    expect((await watch.endWith('SIGTERM')).code).toBe(code);
    expect(watch.err).toBe('');
    expect(await processesLeft(watch.folder)).toEqual([]);
  } finally {
    await watch.kill();
  }
});

it('grade watch refuses a wrong command line in one line', async () => {
  for (const words of [
    ['watch', 'json'],
    ['network', 'watch'],
    ['watch', 'watch'],
  ]) {
    const refused = new Spawned(words, { command: GRADE, project });
    expect((await refused.ended()).code).toBe(2);
    expect(refused.err).toMatch(/^.*watch.*\n$/);
  }
});
