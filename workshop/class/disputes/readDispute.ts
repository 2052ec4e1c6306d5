import { readFileSync, statSync } from 'node:fs';
import { COURSE } from '../../../grader/course/course';
import type { StepName } from '../../../grader/course/course';
import { isArrayOf } from '../../../grader/harness/parent/sandbox/isArrayOf';
import { isRecord } from '../../../grader/harness/parent/sandbox/isRecord';
import { DISPUTE_VERSION } from '../../../grader/report/formats/DisputeFile';
import type {
  CheckVerdict,
  DisputeFile,
  StepVerdict,
  Verdict,
} from '../../../grader/report/formats/DisputeFile';
import { DisputeError } from './DisputeError';

/**
 * The maximum size of a file, in bytes. All step files of the reference have 50,000. To parse 4 MiB
 * of brackets takes 200 MiB of memory.
 */
const LONGEST = 4 * 1024 * 1024;
/** The maximum length of a name of a student, a version and other facts, in characters. */
const LONGEST_FACT = 300;

/** Returns the text of a file for a dispute. @throws DisputeError `no-file`, `too-large` */
export function readDisputeText(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new DisputeError('no-file', `there is no file ${path}`);
  if (stat.size > LONGEST) {
    throw new DisputeError('too-large', `the file has more than ${LONGEST} bytes`);
  }
  return readFileSync(path, 'utf8');
}

/**
 * Reads the text of a file for a dispute, which can be a stranger's.
 *
 * @throws DisputeError `bad-json`, `other-version`, `bad-shape`
 */
export function readDispute(text: string): DisputeFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DisputeError('bad-json', 'the file is not JSON');
  }
  if (!isRecord(value)) throw badShape('an object');
  if (value.version !== DISPUTE_VERSION) {
    throw new DisputeError(
      'other-version',
      `the file does not have the version ${DISPUTE_VERSION}; use the course that wrote it`,
    );
  }
  const { student, steps, seed, course, machine, isolation, verdict, fault, files } = value;
  if (!isArrayOf(steps, isStepName) || steps.length === 0) throw badShape('steps');
  if (seed !== undefined && !isSeed(seed)) throw badShape('seed');
  if (!isFact(course)) throw badShape('course');
  if (!isFact(machine)) throw badShape('machine');
  if (!isOptional(student, isFact)) throw badShape('student');
  if (!isOptional(isolation, isFact)) throw badShape('isolation');
  if (!isOptional(fault, isText)) throw badShape('fault');
  if (!isOptional(verdict, isVerdict)) throw badShape('verdict');
  if ((verdict === undefined) === (fault === undefined)) throw badShape('verdict or fault');
  if (!isFiles(files)) throw badShape('files');
  return {
    version: DISPUTE_VERSION,
    ...{ student, steps, seed, course, machine, isolation, verdict, fault, files },
  };
}

function badShape(field: string): DisputeError {
  return new DisputeError('bad-shape', `the file has no correct "${field}"`);
}

function isOptional<T>(value: unknown, is: (each: unknown) => each is T): value is T | undefined {
  return value === undefined || is(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isFact(value: unknown): value is string {
  return isText(value) && value.length <= LONGEST_FACT;
}

function isSeed(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32;
}

function isStepName(value: unknown): value is StepName {
  return COURSE.some(({ name }) => name === value);
}

function isPoints(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

function isFiles(value: unknown): value is DisputeFile['files'] {
  return (
    isRecord(value) &&
    !Array.isArray(value) &&
    Object.entries(value).every(([name, text]) => isStepName(name) && isText(text))
  );
}

function isVerdict(value: unknown): value is Verdict {
  return (
    isRecord(value) &&
    isPoints(value.points) &&
    isPoints(value.outOf) &&
    isOptional(value.note, isText) &&
    isArrayOf(value.steps, isStepVerdict)
  );
}

function isStepVerdict(value: unknown): value is StepVerdict {
  return (
    isRecord(value) &&
    isStepName(value.name) &&
    isPoints(value.points) &&
    isPoints(value.outOf) &&
    (value.isSearchCut === undefined || value.isSearchCut === true) &&
    isArrayOf(value.checks, isCheckVerdict)
  );
}

function isCheckVerdict(value: unknown): value is CheckVerdict {
  return (
    isRecord(value) &&
    isText(value.name) &&
    (value.state === 'passed' || value.state === 'failed' || value.state === 'not judged') &&
    isPoints(value.points) &&
    isOptional(value.got, isText)
  );
}
