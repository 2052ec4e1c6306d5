import { COURSE } from '../../grader/course/course';
import { STARTER } from '../../grader/course/parts';
import { readStepTexts } from '../../grader/course/readStepTexts';
import { gradeSteps } from '../../grader/harness/parent/gradeSteps';
import type { Report } from '../../grader/harness/parent/suite/Report';
import { clean } from '../../grader/report/clean';
import { ReportFiles } from '../../grader/report/formats/ReportFiles';
import { hideChecks, withoutHiddenNames } from '../../grader/report/hideChecks';
import { outputPaint } from '../../grader/report/paint';
import { renderGlance } from '../../grader/report/renderGlance';
import { renderReport, ROWS } from '../../grader/report/renderReport';
import { showProgress } from '../../grader/report/showProgress';
import { toJson } from '../../grader/report/toJson';
import { wrap } from '../../grader/report/wrap';
import { SEARCHES } from '../../grader/steps/searches';
import { readDone } from '../student/noteNetwork';
import { noteGraded } from '../student/noteGraded';
import { gradeNetwork } from './gradeNetwork';
import { gradeOptions, shownTarget } from './gradeOptions';
import type { GradeOptions } from './gradeOptions';
import type * as InspectStep from './inspectStep';
import { reportMisuse } from './reportMisuse';
import { runCommand } from './runCommand';

/** The exit code after an error that the submission did not cause. */
const FAILURE = 3;

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
              the first; show all messages of the network
  runs N      grade the network N times, each time with
              another seed
  json        the report for programs
  report FORMAT=FILE
              writes a report too; several are possible.
              FORMAT: json, junit, gradescope,
              classroom50, github, csv, html or
              dispute (your instructor can repeat
              your grading with this file)
  hide FILE   a list of checks that students do not see
  help        this text

Dashes work too, after --:
  npm run grade step3 -- --target solution

Exit code: 0 all passed, 1 not all passed, 2 wrong usage,
3 the grader itself failed, or a report is not written.`;

/** The lines of a report, if a note about hidden checks comes after it. */
const ROWS_WITH_NOTE = ROWS - 3;

runCommand(
  'npm run grade',
  async (argv) => {
    const options = readOptions(argv);
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
  { failure: FAILURE },
);

function readOptions(argv: readonly string[]): GradeOptions {
  try {
    return gradeOptions(argv);
  } catch (error) {
    reportMisuse(argv, error);
    throw error;
  }
}

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
  const { target, seed, hidden } = options;
  const steps = options.steps.length === 0 ? COURSE : options.steps;
  const asked = { steps, seed, hidden, files: readStepTexts(target) };
  const files = new ReportFiles(options.reports);
  files.begin(asked);
  const progress = showProgress();
  const report = await gradeSteps({
    steps,
    target,
    seed,
    searches: SEARCHES,
    onStep: ({ number, name }) => progress.show(`grading step ${number}, ${name} …`),
  })
    .catch((error: unknown) => {
      const fault = error instanceof Error ? error.message : String(error);
      tellUnwritten(files.write({ ...asked, fault }));
      throw error;
    })
    .finally(() => progress.end());
  if (target === STARTER) noteGraded(report);
  // The first fault often causes the others.
  const [fault] = report.faults;
  const result = { ...asked, ...(fault === undefined ? { report } : { fault }) };
  const isWritten = tellUnwritten(files.write(result));
  // After a fault, points for people would look like a verdict.
  const isShown = options.json || fault === undefined;
  const text = isShown ? render(report, options, { isGlance: options.steps.length === 0 }) : '';
  process.stdout.write(options.json ? text : files.print(text, result));
  if (fault !== undefined) throw new Error(withoutHiddenNames(fault, hidden));
  if (!isWritten) return FAILURE;
  if (!hasPassed(report)) return 1;
  return options.search === 0 ? 0 : searchLonger(options);
}

/** Prints a line for each report that is not written. Returns true if there is none. */
function tellUnwritten(problems: readonly string[]): boolean {
  for (const problem of problems) process.stderr.write(`${clean(problem)}\n`);
  return problems.length === 0;
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
  { json, all, target, hidden }: GradeOptions,
  { isGlance = false, rows }: { isGlance?: boolean; rows?: number } = {},
): string {
  if (json) return toJson(report, hidden);
  const shown = hideChecks(report, hidden);
  const renderAll = isGlance ? renderGlance : renderReport;
  const style = { target: shownTarget(target), all, paint: outputPaint(), rows, done: readDone() };
  if (shown.note === undefined) return renderAll(report, style);
  return `${renderAll(shown.report, { ...style, rows: ROWS_WITH_NOTE })}\n${wrap(shown.note)}\n`;
}
