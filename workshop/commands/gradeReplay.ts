import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { COURSE } from '../../grader/course/course';
import type { StepName } from '../../grader/course/course';
import { courseVersion } from '../../grader/course/courseVersion';
import { gradeSteps } from '../../grader/harness/parent/gradeSteps';
import { clean } from '../../grader/report/clean';
import { MACHINE } from '../../grader/report/formats/DisputeFile';
import type { DisputeFile } from '../../grader/report/formats/DisputeFile';
import { verdictOf } from '../../grader/report/formats/disputeFileOf';
import { readReportOrders } from '../../grader/report/formats/readReportOrders';
import { ReportFiles } from '../../grader/report/formats/ReportFiles';
import { showProgress } from '../../grader/report/showProgress';
import { readHidden } from '../../grader/report/readHidden';
import { SEARCHES } from '../../grader/steps/searches';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { DisputeError } from '../class/disputes/DisputeError';
import { readDispute, readDisputeText } from '../class/disputes/readDispute';
import { requireClass } from '../class/disputes/requireClass';
import { tellReplay } from '../class/disputes/tellReplay';
import { hiddenChecks } from '../class/hiddenChecks';
import { takeFolders } from './classOptions';
import { readSeed } from './readSeed';
import { runCommand } from './runCommand';
import { stepArguments } from './stepArguments';

const HELP = `Repeats a grading that a student disputes, and says
whether the verdict is the same.

  npm run grade:replay FILE
  npm run grade:replay FILE class OUT

  FILE       a file of OUT/disputes, or a student's own:
             npm run grade report dispute=FILE
  class OUT  the results of the class. Takes its secret
             seed and its hidden checks, and checks that
             nobody changed FILE
  seed N     the seed, if FILE does not have it
  report FORMAT=FILE
             writes a report of the new grading too, as
             npm run grade does
  hide FILE  a list of checks that the reports for
             students do not show
  help       this text

The isolation is always the one of this machine, because
FILE could name a weaker one.

Exit code: 0 the same verdict, 1 another verdict, 2 wrong
usage or a wrong file, 3 the grader itself failed.`;

const FLAGS = { class: 'string', seed: 'string', report: 'strings', hide: 'string' } as const;
const FAILURE = 3;

runCommand('npm run grade:replay', replay, { failure: FAILURE });

async function replay(argv: readonly string[]): Promise<number> {
  const { folders: paths, rest } = takeFolders(argv, FLAGS);
  const { steps: named, given } = stepArguments(FLAGS, rest);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  if (named.length > 0) throw new UsageError('the file names the steps');
  if (paths.length !== 1) throw new UsageError('name one file');
  if (given.class !== undefined && given.seed !== undefined) {
    throw new UsageError('class and seed cannot be used together');
  }
  const orders = readReportOrders(given.report ?? []);
  const text = readDisputeText(resolve(paths[0]));
  const dispute = readDispute(text);
  const seed = given.seed === undefined ? dispute.seed : readSeed(given.seed);
  const out = given.class === undefined ? undefined : resolve(given.class);
  const hidden = given.hide === undefined ? undefined : readHidden(resolve(given.hide));
  return repeat(dispute, {
    seed: out === undefined ? seed : requireClass(out, text),
    hidden: hidden ?? (out === undefined ? new Set() : hiddenChecks(out)),
    reports: new ReportFiles(orders),
  });
}

interface HowToRepeat {
  seed: number | undefined;
  /** The checks that the reports for students do not show, by `hiddenKey`. */
  hidden: ReadonlySet<string>;
  reports: ReportFiles;
}

/**
 * Grades the step files of a dispute.
 *
 * @returns the exit code
 * @throws DisputeError `no-seed`
 */
async function repeat(
  dispute: DisputeFile,
  { seed, hidden, reports }: HowToRepeat,
): Promise<number> {
  if (seed === undefined) {
    throw new DisputeError(
      'no-seed',
      'the file has no seed, because the seed of a class is secret; add class OUT or seed N',
    );
  }
  const steps = COURSE.filter(({ name }) => dispute.steps.includes(name));
  const files = new Map(Object.entries(dispute.files) as [StepName, string][]);
  const request = { steps, seed, hidden, files };
  reports.begin(request);
  const progress = showProgress();
  const report = await gradeSteps({
    steps,
    target: writeStarter(files),
    seed,
    searches: SEARCHES,
    onStep: ({ number, name }) => progress.show(`grading step ${number}, ${name} …`),
  }).finally(() => progress.end());
  const [fault] = report.faults;
  const problems = reports.write({ ...request, ...(fault === undefined ? { report } : { fault }) });
  for (const problem of problems) process.stderr.write(`${clean(problem)}\n`);
  if (fault !== undefined) throw new Error(fault);
  const told = tellReplay(dispute, {
    verdict: verdictOf(report, new Set()),
    isolation: report.isolation,
    course: courseVersion(),
    machine: MACHINE,
  });
  process.stdout.write(told.text);
  if (problems.length > 0) return FAILURE;
  return told.isSame ? 0 : 1;
}

/** Writes step files into a new folder. The launcher removes all temporary folders. */
function writeStarter(files: ReadonlyMap<StepName, string>): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'cantor-replay-')), 'starter');
  mkdirSync(folder);
  for (const { name } of COURSE) {
    const text = files.get(name);
    if (text !== undefined) writeFileSync(join(folder, `${name}.ts`), text);
  }
  return folder;
}
