import { ROOT, STARTER } from '../../grader/course/parts';
import { progressOf } from '../../grader/course/progressOf';
import { gradeSteps } from '../../grader/harness/parent/gradeSteps';
import { SEARCH_CUT } from '../../grader/report/renderPassed';
import { showProgress } from '../../grader/report/showProgress';
import { wrap } from '../../grader/report/wrap';
import { SEARCHES } from '../../grader/steps/searches';
import { Notebook } from '../student/Notebook';
import { tryFileOf } from '../student/tryFileOf';
import { writeTryFile } from '../student/writeTryFile';
import { runCommand } from './runCommand';
import { runInDebugger } from './runInDebugger';
import { onlyStep, stepArguments } from './stepArguments';

const HELP = `Writes the calls of a step's first failure as a small
program, to run and to change, with the data of the last
report. If nothing fails, writes the example of the
handout.

  npm run try step5            writes try/step5.ts
  npx ts-node -T try/step5.ts  runs it
  npm run try step5 inspect    writes it, and runs it
                               under a debugger

A file that you have changed is kept. The new file then
gets another name.`;

const FLAGS = { inspect: 'boolean' } as const;
/** The seed of a step that has no report. */
const SEED = 1;

runCommand('npm run try', async (argv) => {
  const { steps, given } = stepArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const step = onlyStep(steps);
  const seed = new Notebook(ROOT).seedOf(step) ?? SEED;
  const progress = showProgress();
  progress.show(`grading step ${step.number}, ${step.name} …`);
  const report = await gradeSteps({
    steps: [step],
    target: STARTER,
    seed,
    searches: SEARCHES,
    checkTypes: false,
  }).finally(() => progress.end());
  if (report.faults.length > 0) throw new Error(report.faults[0]);
  const { text, check } = tryFileOf(report.steps[0], seed);
  if (check === undefined) {
    const isComplete = progressOf(step, STARTER).stubs.length === 0;
    const why = isComplete
      ? `No check of step ${step.number} fails`
      : `Step ${step.number} is not complete yet`;
    console.log(wrap(`${why}, so the program is the example of the handout.`));
    if (report.steps[0].isSearchCut === true) console.log(`\n${wrap(SEARCH_CUT)}\n`);
  }
  const program = writeTryFile(step, text);
  if (given.inspect !== true) {
    console.log(wrap(`Wrote ${program}. Run it with: npx ts-node -T ${program}`));
    console.log(wrap(`To debug it: npm run try step${step.number} inspect`));
    return 0;
  }
  console.log(wrap(`Wrote ${program}. Set breakpoints there, or in starter/${step.name}.ts.`));
  return runInDebugger({ program, step });
});
