import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COURSE } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { atExit } from '../../grader/harness/parent/sandbox/atExit';
import { removeFolder } from '../../grader/harness/parent/sandbox/removeFolder';
import type { CheckReport } from '../../grader/harness/parent/suite/Report';
import { reference } from '../../grader/steps/support/reference';
import { tryStep } from '../../grader/proof/tryStep';
import { mutantsOf } from '../../grader/proof/stryker/mutantsOf';
import { showMutant } from '../../grader/proof/stryker/StrykerMutant';
import type { StrykerMutant } from '../../grader/proof/stryker/StrykerMutant';
import { showProgress } from '../../grader/report/showProgress';
import { STEPS } from '../../grader/steps';
import { runCommand } from './runCommand';
import { stepArguments } from './stepArguments';

const HELP = `Changes the reference in every way that StrykerJS knows. The
suites must notice each change. A change that passes is
either listed in the step's survivors.ts, with the reason,
or shows that a check is missing. Takes 15 minutes.

  npm ci --prefix grader/proof/stryker   first
  npm run mutate                         all steps
  npm run mutate step3                   one, or several

Exit code: 0 each change that passes is listed, 1 another
change passes, 2 wrong usage, 3 the command failed.`;

/** How many files to grade at the same time: the number of cores of a small machine. */
const LANES = 2;

runCommand(
  'npm run mutate',
  (argv) => {
    const { steps, given } = stepArguments({}, argv);
    if (given.help) {
      console.log(HELP);
      return 0;
    }
    return mutate(steps.length === 0 ? COURSE : steps);
  },
  { failure: 3 },
);

async function mutate(steps: readonly Step[]): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'cantor-mutate-'));
  const removeScratch = atExit(() => removeFolder(scratch));
  let [made, noticed, unlisted] = [0, 0, 0];
  for (const step of steps) {
    const { mutants, surviving } = await tryMutants(step, scratch);
    const surprising = surviving.filter((mutant) => !isListed(step, mutant));
    console.log(
      `step ${step.number}, ${step.name}: ${mutants.length} mutants, ` +
        `${surviving.length} pass, ${surprising.length} of them unlisted`,
    );
    for (const mutant of surprising) console.log(`  ${mutant.mutator}, ${showMutant(mutant)}`);
    made += mutants.length;
    noticed += mutants.length - surviving.length;
    unlisted += surprising.length;
  }
  removeScratch();
  const share = ((100 * noticed) / made).toFixed(1);
  console.log(
    `\nThe suites notice ${noticed} of ${made} mutants (${share}%); ${unlisted} pass unlisted.`,
  );
  return unlisted === 0 ? 0 : 1;
}

/** Makes and grades all mutants of a step. Returns all mutants, and the mutants that pass. */
async function tryMutants(
  step: Step,
  scratch: string,
): Promise<{ mutants: StrykerMutant[]; surviving: StrykerMutant[] }> {
  const title = `step ${step.number}, ${step.name}`;
  const progress = showProgress();
  try {
    progress.show(`${title}: making mutants …`);
    const mutants = await mutantsOf(step);
    progress.show(`${title}: grading ${mutants.length} mutants …`);
    const cases = mutants.map((mutant) => ({
      name: showMutant(mutant),
      source: mutant.source,
      problem: (checks: readonly CheckReport[]) =>
        checks.every(({ state }) => state === 'passed') ? 'no check notices it' : undefined,
    }));
    const tried = await tryStep(step, cases, scratch, LANES);
    return { mutants, surviving: mutants.filter((_, i) => tried[i].problem !== undefined) };
  } finally {
    progress.end();
  }
}

function isListed({ name }: Step, { original, replacement, line }: StrykerMutant): boolean {
  const flat = (code: string): string => code.replace(/\s+/g, ' ').trim();
  const whole = flat(reference(name).split('\n')[line - 1]);
  return STEPS[name].survivors.some(
    (one) =>
      flat(one.original) === flat(original) &&
      flat(one.replacement) === flat(replacement) &&
      (one.line === undefined || flat(one.line) === whole),
  );
}
