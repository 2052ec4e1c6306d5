import type { StepName } from '../../grader/course/course';
import type { Report } from '../../grader/harness/parent/suite/Report';
import { isRecord } from '../../grader/harness/parent/sandbox/isRecord';

/** The version of the form of all files of a class. */
export const VERSION = 1;

/** A report without the class's secret seed. */
export type StoredReport = Omit<Report, 'seed'>;

/** The result of one student, as it is stored in `results/`. */
export interface StudentResult {
  version: typeof VERSION;
  name: string;
  /** The name of the student's files, without the ending. */
  file: string;
  /** The name of the student's folder in Moodle's layout. Never set for a class with pseudonyms. */
  moodle?: string;
  /** The fingerprint of the submission, the course, the seed, the isolation and the steps. */
  madeFrom: string;
  /** The SHA-256 of the step files. Missing if the submission cannot be read. */
  submission?: string;
  /** What was odd about the submission, in sentences. */
  notes: string[];
  /** The steps without a file. */
  missing: StepName[];
  /** How long the grading took. */
  seconds: number;
  /** Missing if the submission is not judged. */
  report?: StoredReport;
  /** The machine that made the report, as `MACHINE` names it. */
  machine?: string;
  /** Why the submission is not judged. */
  reason?: string;
}

/** Reads a stored result. Returns undefined if the text is not a whole result of this version. */
export function readResult(text: string): StudentResult | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    const isResult =
      isRecord(value) &&
      value.version === VERSION &&
      typeof value.name === 'string' &&
      typeof value.file === 'string' &&
      typeof value.madeFrom === 'string' &&
      Array.isArray(value.notes) &&
      (isRecord(value.report)
        ? typeof value.machine === 'string'
        : typeof value.reason === 'string');
    return isResult ? (value as unknown as StudentResult) : undefined;
  } catch {
    return undefined;
  }
}
