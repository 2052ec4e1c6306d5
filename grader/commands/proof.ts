import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { COURSE } from '../course';
import type { Step } from '../course';
import { atExit } from '../harness/atExit';
import { MUTANTS } from '../mutants';
import { casesOf } from '../proof/casesOf';
import { lossesOf } from '../proof/likelyMistakes';
import { looksOf } from '../proof/looksOf';
import { madeFrom } from '../proof/madeFrom';
import type { Matrix } from '../proof/Matrix';
import { writeMatrix } from '../proof/matrixFile';
import { measureRuns } from '../proof/measureRuns';
import { tryStep } from '../proof/tryStep';
import type { Tried } from '../proof/tryStep';
import { runCommand } from './runCommand';
import { stepArguments } from './stepArguments';

const HELP = `Proves that the suites grade right: every wrong file in grader/mutants/ loses exactly the
checks that it names, every right one none, a stub all.

  npm run proof                 all steps; then writes the matrix in grader/mutants/
  npm run proof step3           some steps; writes nothing
  npm run proof -- --runs 200   grades the reference so often, each time with another seed

Exit: 0 proven, 1 some suite grades wrong, 2 wrong usage, 3 the grader itself failed.`;

const FLAGS = { runs: 'string', help: 'boolean' } as const;

/** As many as there are cores on a small machine. */
const LANES = 2;

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => process.exit(code));
}

runCommand(
  'npm run proof',
  async (argv) => {
    const { steps, given } = stepArguments(FLAGS, argv);
    if (given.help) {
      console.log(HELP);
      return 0;
    }
    const chosen = steps.length === 0 ? COURSE : COURSE.filter((step) => steps.includes(step));
    if (given.runs !== undefined) return measure(chosen, given.runs);
    return prove(chosen);
  },
  3,
);

async function prove(steps: readonly Step[]): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'cantor-proof-'));
  const removeScratch = atExit(() => rmSync(scratch, { recursive: true, force: true }));
  const seen: Matrix = { madeFrom: madeFrom(), steps: {} };
  let problems = 0;
  for (const step of steps) {
    const begun = performance.now();
    const { lanes = LANES } = MUTANTS[step.name];
    const tried = await tryStep(step, casesOf(step), scratch, lanes);
    seen.steps[step.name] = matrixOf(tried);
    const wrong = tried.filter(({ problem }) => problem !== undefined);
    problems += wrong.length;
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`step ${step.number}, ${step.name}: ${tried.length} files, ${seconds} s`);
    for (const { tried: one, problem } of wrong) console.log(`  ✗ ${one.name}: ${problem}`);
  }
  removeScratch();
  if (problems > 0) {
    console.log(`\nNot proven: ${problems} files are graded otherwise than they should be.`);
    return 1;
  }
  if (steps.length === COURSE.length) writeMatrix(seen);
  const count = steps.reduce((sum, { name }) => sum + MUTANTS[name].wrong.length, 0);
  console.log(
    `\nProven: ${count} wrong files lose what they should, and no right one loses anything.`,
  );
  return 0;
}

function matrixOf(tried: readonly Tried[]): Matrix['steps'][string] {
  return {
    checks: tried[0].report.checks.map(({ name }) => name),
    mutants: tried.flatMap(({ tried: { mutant }, report }) =>
      mutant === undefined
        ? []
        : [
            {
              name: mutant.name,
              advice: mutant.advice,
              lost: lossesOf(report.checks),
              looks: looksOf(report.checks),
            },
          ],
    ),
  };
}

async function measure(steps: readonly Step[], word: string): Promise<number> {
  const runs = Number(word);
  if (!/^\d{1,4}$/.test(word) || runs === 0) {
    throw new UsageError('--runs needs a number from 1 to 9999');
  }
  const { failures, times } = await measureRuns(steps, runs, (line) => console.log(line));
  console.log('\nstep                  median     95%   (seconds)');
  for (const { step, median, p95 } of times) {
    const title = `${String(step.number).padStart(2)}  ${step.name}`.padEnd(20);
    console.log(`${title}  ${median.toFixed(2).padStart(6)}  ${p95.toFixed(2).padStart(6)}`);
  }
  console.log(`\n${runs} runs of the reference: ${failures} failed.`);
  return failures === 0 ? 0 : 1;
}
