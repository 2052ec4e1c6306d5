import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT, STARTER } from '../../grader/course/parts';
import { gradeSteps } from '../../grader/harness/parent/gradeSteps';
import { SEARCH_CUT } from '../../grader/report/renderStep';
import { showProgress } from '../../grader/report/showProgress';
import { wrap } from '../../grader/report/wrap';
import { SEARCHES } from '../../grader/steps/searches';
import { isChanged, tryFileOf } from '../student/tryFileOf';
import { runCommand } from './runCommand';
import { onlyStep, stepArguments } from './stepArguments';

const HELP = `Writes the calls of a step's first failure as a small
program, to run and to change.

  npm run try step5          writes try/step5.ts
  npx ts-node -T try/step5.ts  runs it

A file that you have changed is kept. The new file then
gets another name.`;

const SEED = 1;

runCommand('npm run try', async (argv) => {
  const { steps, given } = stepArguments({}, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const step = onlyStep(steps);
  const progress = showProgress();
  progress.show(`grading step ${step.number}, ${step.name} …`);
  const report = await gradeSteps({
    steps: [step],
    target: STARTER,
    seed: SEED,
    searches: SEARCHES,
    checkTypes: false,
  }).finally(() => progress.end());
  if (report.faults.length > 0) throw new Error(report.faults[0]);
  const text = tryFileOf(report.steps[0], SEED);
  if (text === undefined) {
    console.log(wrap(`Step ${step.number} passes all checks, so there is nothing to try.`));
    if (report.steps[0].isSearchCut === true) console.log(`\n${wrap(SEARCH_CUT)}`);
    return 0;
  }
  const file = freeName(`step${step.number}`);
  mkdirSync(join(ROOT, 'try'), { recursive: true });
  writeFileSync(file, text);
  const shown = relative(ROOT, file);
  console.log(wrap(`Wrote ${shown}. Run it with: npx ts-node -T ${shown}`));
  return 0;
});

/** Returns a name that no changed file has. */
function freeName(name: string): string {
  for (let number = 1; ; number++) {
    const file = join(ROOT, 'try', `${name}${number === 1 ? '' : `-${number}`}.ts`);
    if (!existsSync(file) || !isChanged(readFileSync(file, 'utf8'))) return file;
  }
}
