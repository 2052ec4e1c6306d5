import { randomInt } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COURSE } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { atExit } from '../../grader/harness/parent/sandbox/atExit';
import { removeFolder } from '../../grader/harness/parent/sandbox/removeFolder';
import { STEPS } from '../../grader/steps';
import { casesOf } from '../../grader/proof/casesOf';
import { lossesOf } from '../../grader/mistakes/likelyMistakes';
import { failureShape } from '../../grader/mistakes/failureShape';
import { gapsIn } from '../../grader/proof/gapsIn';
import { proofFingerprint } from '../../grader/proof/proofFingerprint';
import type { Matrix } from '../../grader/mistakes/Matrix';
import { writeMatrix } from '../../grader/mistakes/matrixFile';
import { measureRuns } from '../../grader/proof/measureRuns';
import { subtleFiles } from '../../grader/proof/subtleFiles';
import { tryStep } from '../../grader/proof/tryStep';
import type { Tried } from '../../grader/proof/tryStep';
import { showProgress } from '../../grader/report/showProgress';
import { readCount } from './readCount';
import { runCommand } from './runCommand';
import { stepArguments } from './stepArguments';

const HELP = `Proves that the suites grade right. Grades the files in each
step's folder in grader/steps/. Each wrong file must lose
exactly the checks that it names. Each file in the folder
subtle must lose a check. Each right file must lose no
checks. The stub must lose all checks. Each check needs a
wrong file that loses it. Each sentence of the handout needs
a check. Then writes the step's matrix into its folder.

  npm run proof           all steps
  npm run proof step3     one, or several
  npm run proof runs 200  grades the reference 200 times,
                          each time with another seed
  npm run proof seeds 20  grades all these files with 20
                          seeds, and writes no matrix

Exit code: 0 proven, 1 a suite grades wrong, 2 wrong usage,
3 the grader itself failed.`;

const FLAGS = { runs: 'string', seeds: 'string' } as const;

/** How many files to grade at the same time: the number of cores of a small machine. */
const LANES = 2;

runCommand(
  'npm run proof',
  (argv) => {
    const { steps, given } = stepArguments(FLAGS, argv);
    if (given.help) {
      console.log(HELP);
      return 0;
    }
    const chosen = steps.length === 0 ? COURSE : steps;
    if (given.seeds !== undefined) return proveSeeds(chosen, readCount('seeds', given.seeds));
    return given.runs === undefined
      ? prove(chosen)
      : measure(chosen, readCount('runs', given.runs));
  },
  { failure: 3 },
);

async function prove(steps: readonly Step[]): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'cantor-proof-'));
  const removeScratch = atExit(() => removeFolder(scratch));
  let problems = 0;
  for (const step of steps) {
    const begun = performance.now();
    const { lanes = LANES } = STEPS[step.name].mutants;
    const madeFrom = await proofFingerprint(step);
    const cases = casesOf(step);
    const progress = showProgress();
    progress.show(`step ${step.number}, ${step.name}: grading ${cases.length} files …`);
    const tried = await tryStep(step, cases, scratch, lanes).finally(() => progress.end());
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`step ${step.number}, ${step.name}: ${tried.length} files, ${seconds} s`);
    const matrix = { madeFrom, ...matrixOf(tried) };
    const wrong = [
      ...tried.flatMap(({ tried: { name }, problem }) =>
        problem === undefined ? [] : [`${name}: ${problem}`],
      ),
      ...gapsIn(matrix, step),
    ];
    for (const what of wrong) console.log(`  ✗ ${what}`);
    if (wrong.length === 0) writeMatrix(step, matrix);
    problems += wrong.length;
  }
  removeScratch();
  if (problems > 0) {
    console.log(`\nNot proven: ${problems} ${problems === 1 ? 'result is' : 'results are'} wrong.`);
    return 1;
  }
  const count = steps.reduce(
    (sum, step) => sum + STEPS[step.name].mutants.wrong.length + subtleFiles(step).length,
    0,
  );
  console.log(
    `\nProven: all ${count} wrong files lose the right checks, and right files lose no checks.`,
  );
  return 0;
}

/** Grades all files with each of some seeds. The grade of a file must not depend on the seed. */
async function proveSeeds(steps: readonly Step[], count: number): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'cantor-proof-'));
  const removeScratch = atExit(() => removeFolder(scratch));
  let problems = 0;
  for (const step of steps) {
    const { lanes = LANES } = STEPS[step.name].mutants;
    const cases = casesOf(step);
    const progress = showProgress();
    const wrong: string[] = [];
    for (let run = 1; run <= count; run++) {
      const seed = randomInt(2 ** 32);
      progress.show(`step ${step.number}, ${step.name}: seed ${run} of ${count} …`);
      for (const { tried, problem } of await tryStep(step, cases, scratch, lanes, seed)) {
        if (problem !== undefined) wrong.push(`seed ${seed}: ${tried.name}: ${problem}`);
      }
    }
    progress.end();
    console.log(`step ${step.number}, ${step.name}: ${cases.length} files, ${count} seeds`);
    for (const what of wrong) console.log(`  ✗ ${what}`);
    problems += wrong.length;
  }
  removeScratch();
  return problems === 0 ? 0 : 1;
}

function matrixOf(tried: readonly Tried[]): Omit<Matrix, 'madeFrom'> {
  return {
    checks: tried[0].report.checks.map(({ name, sentence }) => ({
      name,
      sentences: [sentence].flat(),
    })),
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

async function measure(steps: readonly Step[], runs: number): Promise<number> {
  let progress = showProgress();
  const say = (line: string): void => {
    progress.end();
    console.log(line);
    progress = showProgress();
  };
  const measured = measureRuns(steps, runs, say, (work) => progress.show(work));
  const { failures, times } = await measured.finally(() => progress.end());
  console.log('\nstep                    median     95%   (seconds)');
  for (const { step, median, p95 } of times) {
    const title = `${String(step.number).padStart(2)}  ${step.name}`.padEnd(22);
    console.log(`${title}  ${median.toFixed(2).padStart(6)}  ${p95.toFixed(2).padStart(6)}`);
  }
  console.log(`\n${runs} runs of the reference: ${failures} failed.`);
  return failures === 0 ? 0 : 1;
}
