import { relative } from 'node:path';
import { gradeNetwork, isNetwork } from './gradeNetwork';
import { gradeSteps } from '../../grader/harness/parent/gradeSteps';
import type { Report } from '../../grader/harness/parent/suite/Report';
import { notePassed } from '../student/notePassed';
import { STARTER } from '../../grader/course/parts';
import { paintFor } from '../../grader/report/paint';
import { renderGlance } from '../../grader/report/renderGlance';
import { renderReport } from '../../grader/report/renderReport';
import { showProgress } from '../../grader/report/showProgress';
import { toJson } from '../../grader/report/toJson';
import { gradeOptions } from './gradeOptions';
import type { GradeOptions } from './gradeOptions';
import { runCommand } from './runCommand';

const HELP = `Grades your steps.

  npm run grade                        the whole course, at a glance
  npm run grade step3                  one step; 3 and mine name it too; several may be given
  npm run grade network                the capstone: your network, under faults
  npm run grade -- --target solution   another folder: the reference, or any like starter/
  npm run grade step3 -- --watch       again on every save; without a step, the one saved

  --target DIR  the folder to grade, instead of starter/
  --seed N      the random data of an earlier run, as a failed check prints it
  --all         every failure in full, not just the first three of a step
  --runs N      the capstone as often, each time with another seed
  --json        the report for programs
  --help        this text

The words work without their dashes too: npm run grade step3 target solution
Exit: 0 all passed, 1 some check did not, 2 wrong usage, 3 the grader itself failed.
`;

/** The exit code of a program that a signal ends is 128 and the number of the signal. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => process.exit(code));

runCommand(
  'npm run grade',
  async (argv) => {
    if (isNetwork(argv)) {
      const { text, code } = await gradeNetwork(argv, HELP);
      await write(text);
      return code;
    }
    const options = gradeOptions(argv);
    if (options.help) {
      await write(HELP);
      return 0;
    }
    if (options.watch) return watch(options);
    const report = await grade(options);
    if (options.target === STARTER) notePassed(report);
    await write(render(report, options));
    if (report.faults.length > 0) throw ourFault(report.faults.join('\n'));
    const states = report.steps.flatMap(({ checks }) => checks.map(({ state }) => state));
    return states.every((state) => state === 'passed') ? 0 : 1;
  },
  3,
);

async function watch(options: GradeOptions): Promise<number> {
  const { glance, target, seed } = options;
  // Not loaded by those who only grade, who wait for it.
  const { watchSteps } = await import('../student/watch/watchSteps.js');
  try {
    await watchSteps({
      steps: glance ? [] : options.steps,
      target,
      seed,
      render: (report) => render(report, { ...options, glance: false }),
      paint: paintFor(process.stdout),
    });
    return 0;
  } catch (error) {
    throw ourFault(error instanceof Error ? error.message : String(error));
  }
}

async function grade(options: GradeOptions): Promise<Report> {
  const progress = showProgress(process.stderr);
  try {
    return await gradeSteps({
      ...options,
      onStep: ({ number, name }) => progress.say(`grading step ${number}, ${name} …`),
    });
  } catch (error) {
    throw ourFault(error instanceof Error ? error.message : String(error));
  } finally {
    progress.end();
  }
}

function ourFault(what: string): Error {
  return new Error(`the grader itself could not work, and your code is not to blame: ${what}`);
}

function render(report: Report, { json, all, glance, target }: GradeOptions): string {
  if (json) return toJson(report);
  const near = relative(process.cwd(), target) || '.';
  const shown = near.startsWith('..') ? target : near;
  const renderAll = glance ? renderGlance : renderReport;
  return renderAll(report, {
    target: target === STARTER ? undefined : shown,
    all,
    paint: paintFor(process.stdout),
  });
}

/** Writes to the end: a program that exits does not wait for a pipe. */
function write(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
