import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COURSE } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { atExit } from '../../grader/harness/parent/sandbox/atExit';
import type { CheckReport } from '../../grader/harness/parent/suite/Report';
import { reference } from '../../grader/steps/support/reference';
import { tryStep } from '../../grader/proof/tryStep';
import { mutantsOf } from '../../grader/proof/stryker/mutantsOf';
import { showMutant } from '../../grader/proof/stryker/StrykerMutant';
import type { StrykerMutant } from '../../grader/proof/stryker/StrykerMutant';
import { STEPS } from '../../grader/steps';
import { runCommand } from './runCommand';
import { stepArguments } from './stepArguments';

const HELP = `Mutation testing: StrykerJS changes the reference in every way it knows, and the suites
must notice. A change that passes is either listed in the step's survivors.ts, with the reason, or
shows that a check is missing. Takes a quarter of an hour.

  npm ci --prefix grader/proof/stryker     once
  npm run mutate                     all steps
  npm run mutate step3               some steps

Exit: 0 nothing passes that is not listed, 1 something does, 2 wrong usage, 3 it could not work.`;

/** As many as there are cores on a small machine. */
const LANES = 2;

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => process.exit(code));
}

runCommand(
  'npm run mutate',
  async (argv) => {
    const { steps, given } = stepArguments({ help: 'boolean' } as const, argv);
    if (given.help) {
      console.log(HELP);
      return 0;
    }
    return mutate(steps.length === 0 ? COURSE : COURSE.filter((step) => steps.includes(step)));
  },
  3,
);

async function mutate(steps: readonly Step[]): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'cantor-mutate-'));
  const removeScratch = atExit(() => rmSync(scratch, { recursive: true, force: true }));
  let [made, noticed, unlisted] = [0, 0, 0];
  for (const step of steps) {
    const mutants = await mutantsOf(step);
    process.stdout.write(`step ${step.number}, ${step.name}: ${mutants.length} mutants, `);
    const cases = mutants.map((mutant) => ({
      name: showMutant(mutant),
      source: mutant.source,
      problem: (checks: readonly CheckReport[]) =>
        checks.every(({ state }) => state === 'passed') ? 'nothing notices it' : undefined,
    }));
    const tried = await tryStep(step, cases, scratch, LANES);
    const surviving = mutants.filter((_mutant, i) => tried[i].problem !== undefined);
    const surprising = surviving.filter((mutant) => !isListed(step, mutant));
    console.log(`${surviving.length} pass, ${surprising.length} of them unlisted`);
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
