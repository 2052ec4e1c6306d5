import { COURSE } from '../../grader/course/course';
import { STARTER } from '../../grader/course/parts';
import { gradeSteps } from '../../grader/harness/parent/gradeSteps';
import type { Report } from '../../grader/harness/parent/suite/Report';
import { outputPaint } from '../../grader/report/paint';
import { renderGlance } from '../../grader/report/renderGlance';
import { renderReport } from '../../grader/report/renderReport';
import { showProgress } from '../../grader/report/showProgress';
import { toJson } from '../../grader/report/toJson';
import { SEARCHES } from '../../grader/steps/searches';
import { readDone } from '../student/noteNetwork';
import { notePassed } from '../student/notePassed';
import { gradeNetwork } from './gradeNetwork';
import { gradeOptions, shownTarget } from './gradeOptions';
import type { GradeOptions } from './gradeOptions';
import type * as InspectStep from './inspectStep';
import { runCommand } from './runCommand';

const HELP = `Grades your steps.

  npm run grade              the course at a glance
  npm run grade step3        one step, or several;
                             3 and mine also mean step3
  npm run grade network      all parts as one network,
                             while things go wrong
  npm run grade step3 watch  again on each save;
                             without a step: the step
                             that you save
  npm run grade step3 inspect
                             plays its first failure
                             under a debugger

  target DIR  the folder to grade, instead of starter
  seed N      the random data of an earlier run
  search N    if all passes, search N more seconds for
              a case in which a step is wrong
  all         explain every failure of a step, not only
              the first
  runs N      grade the network N times, each time with
              another seed
  json        the report for programs
  help        this text

Dashes work too, after --:
  npm run grade step3 -- --target solution

Exit code: 0 all passed, 1 not all passed, 2 wrong usage,
3 the grader itself failed.`;

runCommand(
  'npm run grade',
  async (argv) => {
    const options = gradeOptions(argv);
    if (options.help) {
      console.log(HELP);
      return 0;
    }
    try {
      if (options.watch) return await watch(options);
      if (options.inspect) return await inspect(options);
      return await (options.network ? gradeNetwork(options) : grade(options));
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      throw new Error(`the grader itself does not work, and your code is not to blame: ${what}`, {
        cause: error,
      });
    }
  },
  { failure: 3 },
);

async function watch(options: GradeOptions): Promise<number> {
  const { steps, target, seed } = options;
  // Loaded only here, because loading takes time and a single grading does not watch files.
  const { watchSteps } = await import('../student/watch/watchSteps.js');
  await watchSteps({
    steps,
    target,
    seed,
    render: (report, rows) => render(report, options, { rows }),
    paint: outputPaint(),
  });
  return 0;
}

function inspect(options: GradeOptions): Promise<number> {
  // Loaded only here, because TypeScript takes long to load.
  const { inspectStep } = require('./inspectStep') as typeof InspectStep;
  return inspectStep(options);
}

async function grade(options: GradeOptions): Promise<number> {
  const { steps, target, seed } = options;
  const progress = showProgress();
  const report = await gradeSteps({
    steps: steps.length === 0 ? COURSE : steps,
    target,
    seed,
    searches: SEARCHES,
    onStep: ({ number, name }) => progress.show(`grading step ${number}, ${name} …`),
  }).finally(() => progress.end());
  if (target === STARTER) notePassed(report);
  process.stdout.write(render(report, options, { isGlance: steps.length === 0 }));
  // The first fault often causes the others.
  if (report.faults.length > 0) throw new Error(report.faults[0]);
  if (!hasPassed(report)) return 1;
  return options.search === 0 ? 0 : searchLonger(options);
}

function hasPassed({ steps }: Report): boolean {
  return steps.every(({ checks }) => checks.every(({ state }) => state === 'passed'));
}

/** Grades again and again, each time with other data, until the time is over or a check fails. */
async function searchLonger(options: GradeOptions): Promise<number> {
  const { steps, target, search } = options;
  const progress = showProgress();
  const end = performance.now() + search * 1000;
  for (let seed = 1; performance.now() < end; seed++) {
    progress.show(`searching with other data, round ${seed} …`);
    const report = await gradeSteps({
      steps: steps.length === 0 ? COURSE : steps,
      target,
      seed,
      searches: SEARCHES,
      // The search of every grading uses the seed 1.
      searchSeed: seed + 1,
      checkTypes: false,
    });
    if (report.faults.length > 0) throw new Error(report.faults[0]);
    if (hasPassed(report)) continue;
    progress.end();
    process.stdout.write(render(report, options));
    return 1;
  }
  progress.end();
  console.log(`\nSearched for ${search} seconds, and found nothing.`);
  return 0;
}

function render(
  report: Report,
  { json, all, target }: GradeOptions,
  { isGlance = false, rows }: { isGlance?: boolean; rows?: number } = {},
): string {
  if (json) return toJson(report);
  const renderAll = isGlance ? renderGlance : renderReport;
  const done = readDone();
  return renderAll(report, { target: shownTarget(target), all, paint: outputPaint(), rows, done });
}
