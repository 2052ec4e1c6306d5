import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../grader/course/parts';
import { atExit } from '../../grader/harness/parent/sandbox/atExit';
import { showProgress } from '../../grader/report/showProgress';
import { readArguments } from '../../solution/supplied/program/readArguments';
import { readCount } from '../../workshop/commands/readCount';
import { runCommand } from '../../workshop/commands/runCommand';
import { mixedSubmissions } from './mixedSubmissions';
import { timeOf } from './Row';
import { watchTree } from './watchTree';

const HELP = `Measures how fast a class is graded, and how much memory
that takes: first each submission alone, then the class
with one and with two at once. The submissions are made
from all mutants and all right files.

  npm run bench:class                  300 submissions,
                                       some hours
  npm run bench:class submissions 20   other numbers
  help                                 this text

Exit code: 0 all goals met, 1 a goal missed, 2 wrong usage.`;

const FLAGS = { submissions: 'string', help: 'boolean' } as const;
const SUBMISSIONS = 300;
const LANES = [1, 2];
/** The goal for the time, beside the sum of all single gradings divided by the lanes. */
const MOST_TIME = 1.3;
/** The goal for the memory, in bytes. */
const MOST_MEMORY = 1.5e9;
/** The exit codes after which all submissions have a result. */
const GRADED = [0, 1];

const LAUNCH = join('workshop', 'commands', 'launch.js');
const GUARDED = join('workshop', 'commands', 'launchGuarded.js');

runCommand('npm run bench:class', async (argv) => {
  const given = readArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const count =
    given.submissions === undefined ? SUBMISSIONS : readCount('submissions', given.submissions);
  const folder = mkdtempSync(join(tmpdir(), 'cantor-bench-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  const submissions = join(folder, 'submissions');
  const targets = writeSubmissions(count, submissions);
  const progress = showProgress();
  const single: number[] = [];
  for (const target of targets) {
    progress.show(`${single.length} of ${count} graded alone`);
    const words = [GUARDED, join('workshop', 'commands', 'grade.ts'), 'target', target];
    single.push(await timeOf(() => runNode(words)));
  }
  progress.end();
  const sum = single.reduce((total, ms) => total + ms, 0);
  const longest = Math.max(...single);
  console.log(`${count} submissions, each alone: ${inSeconds(sum)} together`);
  console.log(`mean ${inSeconds(sum / count)}, longest ${inSeconds(longest)}\n`);
  console.log('| at once | time | of the sum / lanes | goal | memory | goal |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  let isMet = true;
  const grades = new Set<string>();
  for (const lanes of LANES) {
    progress.show(`the class, ${lanes} at once …`);
    const out = join(folder, `out-${lanes}`);
    const words = [LAUNCH, join('workshop', 'commands', 'gradeClass.ts'), submissions];
    let peak: number | undefined;
    const ms = await timeOf(async () => {
      peak = await runNode([...words, 'out', out, 'seed', '1', 'cores', String(lanes)]);
    });
    progress.end();
    grades.add(readFileSync(join(out, 'grades.csv'), 'utf8'));
    const ratio = ms / (sum / lanes);
    isMet &&= ratio <= MOST_TIME && (peak ?? 0) <= MOST_MEMORY;
    console.log(
      `| ${lanes} | ${inSeconds(ms)} | ${ratio.toFixed(2)} | ≤ ${MOST_TIME} | ${inGigabytes(peak)} | ≤ ${inGigabytes(MOST_MEMORY)} |`,
    );
  }
  console.log(
    grades.size === 1 ? '\nAll grades are the same.' : '\nThe grades of the runs differ.',
  );
  const date = new Date().toISOString().slice(0, 10);
  console.log(`${date}, ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`);
  return isMet && grades.size === 1 ? 0 : 1;
});

/** Writes submissions, and returns their folders. */
function writeSubmissions(count: number, parent: string): string[] {
  return mixedSubmissions(count).map((files, i) => {
    const folder = join(parent, `student ${i + 1}`);
    mkdirSync(folder, { recursive: true });
    for (const [name, source] of files) writeFileSync(join(folder, `${name}.ts`), source);
    return folder;
  });
}

/**
 * Runs a command until it ends.
 *
 * @returns the highest memory of its processes together, in bytes
 * @throws Error if the command itself fails
 */
async function runNode(words: readonly string[]): Promise<number | undefined> {
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = atExit(() => child.kill());
  const end = watchTree(child.pid ?? 0);
  const [code] = (await once(child, 'exit')) as [number | null];
  stop();
  const peak = end();
  if (code !== null && GRADED.includes(code)) return peak;
  throw new Error(`${words.join(' ')} ended with ${code}`);
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function inGigabytes(bytes: number | undefined): string {
  return bytes === undefined ? 'not measured' : `${(bytes / 1e9).toFixed(2)} GB`;
}
