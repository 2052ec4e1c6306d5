import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { COURSE } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { atExit } from '../../grader/harness/parent/sandbox/atExit';
import { STEPS } from '../../grader/steps';
import { casesOf } from '../../grader/proof/casesOf';
import { lossesOf } from '../../grader/mistakes/likelyMistakes';
import { failureShape } from '../../grader/mistakes/failureShape';
import { proofFingerprint } from '../../grader/proof/proofFingerprint';
import { uncaught } from '../../grader/mistakes/Matrix';
import type { Matrix } from '../../grader/mistakes/Matrix';
import { writeMatrix } from '../../grader/mistakes/matrixFile';
import { measureRuns } from '../../grader/proof/measureRuns';
import { tryStep } from '../../grader/proof/tryStep';
import type { Tried } from '../../grader/proof/tryStep';
import { runCommand } from './runCommand';
import { stepArguments } from './stepArguments';

const HELP = `Proves that the suites grade right: each wrong file of a step's folder in
grader/steps/ loses exactly the checks that it names, each right one none, a stub all, and each
check is lost by a wrong file. Then it writes the step's matrix there.

  npm run proof                 all steps
  npm run proof step3           some steps
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
  let problems = 0;
  for (const step of steps) {
    const begun = performance.now();
    const { lanes = LANES } = STEPS[step.name].mutants;
    const madeFrom = await proofFingerprint(step);
    const tried = await tryStep(step, casesOf(step), scratch, lanes);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`step ${step.number}, ${step.name}: ${tried.length} files, ${seconds} s`);
    const matrix = { madeFrom, ...matrixOf(tried) };
    const wrong = [
      ...tried.flatMap(({ tried: { name }, problem }) =>
        problem === undefined ? [] : [`${name}: ${problem}`],
      ),
      ...uncaught(matrix).map((check) => `no mutant loses "${check}"`),
    ];
    for (const what of wrong) console.log(`  ✗ ${what}`);
    if (wrong.length === 0) writeMatrix(step, matrix);
    problems += wrong.length;
  }
  removeScratch();
  if (problems > 0) {
    console.log(`\nNot proven: ${problems} of the results differ from what they should be.`);
    return 1;
  }
  const count = steps.reduce((sum, { name }) => sum + STEPS[name].mutants.wrong.length, 0);
  console.log(
    `\nProven: each of ${count} wrong files loses what it should, no right file loses anything.`,
  );
  return 0;
}

function matrixOf(tried: readonly Tried[]): Omit<Matrix, 'madeFrom'> {
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
              shape: failureShape(report.checks),
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
