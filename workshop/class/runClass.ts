import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step, StepName } from '../../grader/course/course';
import { COURSE } from '../../grader/course/course';
import { SOLUTION } from '../../grader/course/parts';
import { atExit } from '../../grader/harness/parent/sandbox/atExit';
import { removeFolder } from '../../grader/harness/parent/sandbox/removeFolder';
import type { CheckReport, Report } from '../../grader/harness/parent/suite/Report';
import { MACHINE } from '../../grader/report/formats/DisputeFile';
import { writeWhole } from '../../grader/report/formats/writeWhole';
import { writeJson } from '../../grader/report/writeJson';
import type { ClassKey } from './ClassKey';
import { disputeText } from './disputeText';
import { fileNamesOf } from './fileNamesOf';
import { gradeGuarded } from './gradeGuarded';
import type { Override } from './Override';
import type { Submission } from './reader/listSubmissions';
import { readSource } from './reader/readSource';
import type { ReadFiles } from './reader/readSource';
import { sentenceOf } from './reader/Remark';
import { readResult, VERSION } from './StudentResult';
import type { StoredReport, StudentResult } from './StudentResult';
import { writeStudent } from './writeClass';

/** A submission with the names that the results use. */
export interface Student {
  submission: Submission;
  /** The student's name, or a pseudonym. */
  name: string;
  /** The name of the student's files, without the ending. */
  file: string;
}

export interface ClassRun {
  /** All students of this run. */
  students: readonly Student[];
  steps: readonly Step[];
  /** The folder for the results. */
  out: string;
  key: ClassKey;
  /** The SHA-256 of the grader and the reference. */
  course: string;
  /** How submissions are isolated on this machine. */
  isolation: Report['isolation'];
  pseudonyms: boolean;
  overrides: ReadonlyMap<string, Override>;
  /** The checks that students do not see, by `hiddenKey`. */
  hidden: ReadonlySet<string>;
  /** The names of students whose stored results are not used again. */
  regrade: ReadonlySet<string>;
  /** How many students are graded at the same time. */
  lanes: number;
  signal: AbortSignal;
  /** Called after each student. */
  onResult: (result: StudentResult, from: ResultOrigin) => void;
}

/** Where a result comes from. */
export interface ResultOrigin {
  /** True if an earlier run has made it. */
  isStored: boolean;
  /** The points of the last report before this one. Undefined if there was none. */
  before: number | undefined;
}

/** Returns the students of a class, with the names that the results use. */
export function studentsOf(
  submissions: readonly Submission[],
  key: ClassKey | undefined,
): Student[] {
  const names = submissions.map(({ name }) => key?.pseudonymOf(name) ?? name);
  const files = fileNamesOf(names);
  return submissions.map((submission, i) => {
    return { submission, name: names[i], file: files.get(names[i]) ?? names[i] };
  });
}

/**
 * Grades one step of the reference, before a class is graded.
 *
 * @returns how submissions are isolated on this machine
 * @throws Error if the grader does not work
 */
export async function tryGrader(signal: AbortSignal): Promise<Report['isolation']> {
  return withScratch(async (scratch) => {
    const order = { target: SOLUTION, steps: [COURSE[0].name] };
    const graded = await gradeGuarded(order, join(scratch, 'order.json'), signal);
    if ('reason' in graded) throw new Error(graded.reason);
    const { points, outOf, isolation } = graded.report;
    if (points === outOf) return isolation;
    throw new Error('the reference does not pass; try npm run doctor');
  });
}

/**
 * Grades a class, and stores each result. A stored result with a report is used again if the
 * submission, the course, the seed and the isolation are the same.
 *
 * @returns the results of all students. After `signal`, only some of them
 * @throws Error if a result cannot be stored
 */
export async function runClass(run: ClassRun): Promise<StudentResult[]> {
  return withScratch(async (scratch) => {
    const results: StudentResult[] = [];
    const open = run.students.entries();
    let hasFailed = false;
    const work = async (): Promise<void> => {
      for (const [i, student] of open) {
        if (run.signal.aborted || hasFailed) return;
        const graded = await gradeStudent(student, run, join(scratch, String(i)));
        if (run.signal.aborted || graded === undefined) return;
        const { result, files, ...from } = graded;
        if (result.report === undefined) keepReport(run.out, result);
        const { out, overrides, hidden } = run;
        const dispute = disputeText(result, { ...run, files });
        writeStudent(out, result, { override: overrides.get(result.name), hidden, dispute });
        results.push(result);
        run.onResult(result, from);
      }
    };
    // If a result cannot be stored, all lanes end after their current student.
    const lane = (): Promise<void> =>
      work().catch((error: unknown) => {
        hasFailed = true;
        throw error;
      });
    const all = await Promise.allSettled(Array.from({ length: run.lanes }, lane));
    const failed = all.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return results;
  });
}

/** A result, and what it was made from. */
interface Graded extends ResultOrigin {
  result: StudentResult;
  files: ReadFiles['files'];
}

async function gradeStudent(
  { submission, name, file }: Student,
  run: ClassRun,
  scratch: string,
): Promise<Graded | undefined> {
  const begun = performance.now();
  const { out, steps, key, course, isolation, pseudonyms, signal } = run;
  mkdirSync(scratch);
  try {
    const read = await readSource(submission.sources, join(scratch, 'clone'), signal);
    if (signal.aborted) return undefined;
    const stepNames = steps.map((step) => step.name);
    const moodle = pseudonyms ? undefined : submission.moodle;
    const base = { version: VERSION, name, file, moodle } as const;
    const secondsNow = (): number => Math.round((performance.now() - begun) / 100) / 10;
    if ('unreadable' in read) {
      const reason = sentenceOf(read.unreadable, !pseudonyms);
      const madeFrom = key.fingerprintOf(reason, course, isolation, ...stepNames);
      const notes = read.remarks.map((each) => sentenceOf(each, !pseudonyms));
      const result = { ...base, madeFrom, notes, missing: [], seconds: secondsNow(), reason };
      return { result, isStored: false, before: undefined, files: new Map() };
    }
    const { files } = read;
    const madeFrom = key.fingerprintOf(read.hash, course, isolation, ...stepNames);
    const missing = stepNames.filter((step) => !files.has(step));
    const notes = read.remarks.map((each) => sentenceOf(each, !pseudonyms));
    const earlier = ['', BEFORE].map((folder) =>
      storedReport(join(out, 'results', folder, `${file}.json`), name),
    );
    const before = earlier.find((each) => each !== undefined)?.report?.points;
    const stored = run.regrade.has(name)
      ? undefined
      : earlier.find((each) => each?.madeFrom === madeFrom);
    // The same files can be found in another place, and then have other remarks.
    if (stored !== undefined)
      return { result: { ...stored, moodle, notes }, isStored: true, before, files };
    const target = writeFiles(read, join(scratch, 'starter'));
    const order = { target, steps: stepNames, seed: key.gradingSeed(), checkTypes: true };
    const graded = await gradeGuarded(order, join(scratch, 'order.json'), signal);
    if (signal.aborted) return undefined;
    const result = {
      ...base,
      madeFrom,
      submission: read.hash,
      notes,
      missing,
      seconds: secondsNow(),
      ...judged(graded, isolation),
    };
    return { result, isStored: false, before, files };
  } finally {
    removeFolder(scratch);
  }
}

/** Returns a report only if it was made with the isolation that the class has. */
function judged(
  graded: { report: Report } | { reason: string },
  isolation: Report['isolation'],
): { report: StoredReport; machine: string } | { reason: string } {
  if ('reason' in graded) return graded;
  const { report } = graded;
  if (report.isolation === isolation) return { report: withoutSeed(report), machine: MACHINE };
  return { reason: `its isolation was "${report.isolation}", but the class has "${isolation}"` };
}

/** The folder in `results/` for reports of students who have no report now. */
const BEFORE = 'before';

/** Keeps the stored report of a student. The submission can be as before in the next run. */
function keepReport(out: string, { name, file }: StudentResult): void {
  const stored = storedReport(join(out, 'results', `${file}.json`), name);
  if (stored !== undefined) {
    writeWhole(join(out, 'results', BEFORE, `${file}.json`), writeJson(stored));
  }
}

/** Returns a stored result of a student. Returns undefined if there is none with a report. */
function storedReport(path: string, name: string): StudentResult | undefined {
  try {
    const result = readResult(readFileSync(path, 'utf8'));
    return result?.report !== undefined && result.name === name ? result : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the step files into a new folder that has no other files. */
function writeFiles({ files }: ReadFiles, folder: string): string {
  mkdirSync(folder);
  for (const [name, bytes] of files as ReadonlyMap<StepName, Buffer>) {
    writeFileSync(join(folder, `${name}.ts`), bytes);
  }
  return folder;
}

function withoutSeed({ seed: _seed, ...report }: Report): StoredReport {
  const steps = report.steps.map((step) => ({ ...step, checks: step.checks.map(withoutStory) }));
  return { ...report, steps };
}

/** A story holds the whole data of its calls, which can be large. */
function withoutStory({ failure, ...check }: CheckReport): CheckReport {
  if (failure === undefined) return check;
  const { story: _story, searched: _searched, ...words } = failure;
  return { ...check, failure: words };
}

/** Calls a function with a new temporary folder, which is then removed. */
async function withScratch<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const scratch = mkdtempSync(join(tmpdir(), 'cantor-class-'));
  const remove = atExit(() => removeFolder(scratch));
  return use(scratch).finally(remove);
}
