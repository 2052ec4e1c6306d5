import { cleanName } from '../../grader/course/cleanName';
import { randomInt } from 'node:crypto';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { UsageError } from '../../solution/supplied/program/readArguments';
import type { Given } from '../../solution/supplied/program/readArguments';
import { COURSE } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { ROOT, STARTER } from '../../grader/course/parts';
import { SEEDS } from '../../grader/course/seeds';
import { readReportOrders } from '../../grader/report/formats/readReportOrders';
import type { ReportOrder } from '../../grader/report/formats/ReportFiles';
import { readHidden } from '../../grader/report/readHidden';
import { NoSubmission } from './NoSubmission';
import { readCount } from './readCount';
import { readSeed } from './readSeed';
import { onlyStep, stepArguments } from './stepArguments';

/** The options of `npm run grade`. */
export interface GradeOptions {
  help: boolean;
  json: boolean;
  /** True to explain every failure. */
  all: boolean;
  /** True to grade again on every save. */
  watch: boolean;
  /** True to play the first failing check of the only step under a debugger. */
  inspect: boolean;
  /** True to grade the network instead of steps. */
  network: boolean;
  /** How many times to grade the network. */
  runs: number;
  /** The named steps. If the list is empty, the whole course is graded. */
  steps: readonly Step[];
  /** The folder to grade. */
  target: string;
  seed: number;
  /** How long to search with other data after all checks have passed, in seconds. */
  search: number;
  /** The report files to write. */
  reports: readonly ReportOrder[];
  /** The checks that students do not see, by `hiddenKey`. */
  hidden: ReadonlySet<string>;
}

const FLAGS = {
  network: 'boolean',
  target: 'string',
  seed: 'string',
  search: 'string',
  runs: 'string',
  json: 'boolean',
  all: 'boolean',
  watch: 'boolean',
  inspect: 'boolean',
  report: 'strings',
  hide: 'string',
} as const;

/** The longest search, in seconds. */
const LONGEST_SEARCH = 3600;

/**
 * Reads a command line such as `step3 target solution`.
 *
 * @throws UsageError if the command line is wrong
 */
export function gradeOptions(argv: readonly string[]): GradeOptions {
  const { steps, given } = stepArguments(FLAGS, argv.flatMap(targetOf));
  const { help = false, json = false, all = false, watch = false, network = false } = given;
  const { inspect = false } = given;
  const { target, seed, runs, search } = given;
  if (json && watch) throw new UsageError('--json and --watch cannot be used together');
  if (network && steps.length > 0) throw new UsageError('network is graded alone, without steps');
  if (network && watch) throw new UsageError('--watch is for steps, not for network');
  if (!network && runs !== undefined) throw new UsageError('--runs is for network only');
  if (search !== undefined && (network || watch || json)) {
    throw new UsageError('--search is for steps, without --watch and --json');
  }
  if (inspect && !help) mustBeAlone(given);
  mustFitReports(given);
  return {
    help,
    json,
    all,
    watch,
    inspect,
    network,
    runs: runs === undefined ? 1 : readCount('runs', runs),
    steps: inspect && !help ? [onlyStep(steps)] : steps,
    target: target === undefined ? notALink(STARTER) : readTarget(target),
    seed: seed === undefined ? randomInt(SEEDS) : readSeed(seed),
    search: search === undefined ? 0 : readSeconds(search),
    reports: readReportOrders(given.report ?? []),
    hidden: given.hide === undefined ? new Set() : readHidden(resolve(given.hide)),
  };
}

/**
 * Returns the name of a folder in reports. Returns undefined for `starter/`, because reports do not
 * name this folder.
 */
export function shownTarget(target: string): string | undefined {
  if (target === STARTER) return undefined;
  const path = relative(process.cwd(), target) || '.';
  return cleanName(path.startsWith('..') ? target : path);
}

/**
 * A debugger needs code without a sandbox. Only the student's own code may run in this way.
 *
 * @throws UsageError if another flag is given that does not fit
 */
function mustBeAlone(given: Given<typeof FLAGS>): void {
  if (given.target !== undefined) {
    throw new UsageError('--inspect runs code without a sandbox, so it is only for starter/');
  }
  const others = ['network', 'watch', 'json', 'search', 'runs', 'all'] as const;
  const other = others.find((flag) => given[flag] !== undefined);
  if (other !== undefined) {
    throw new UsageError(`--inspect and --${other} cannot be used together`);
  }
}

/**
 * Reports are about one grading of steps.
 *
 * @throws UsageError if another flag is given that does not fit
 */
function mustFitReports(given: Given<typeof FLAGS>): void {
  const flag = (['report', 'hide'] as const).find((name) => given[name] !== undefined);
  const others = ['network', 'watch', 'inspect', 'search'] as const;
  const other = others.find((name) => given[name] !== undefined);
  if (flag !== undefined && other !== undefined) {
    throw new UsageError(`--${flag} and --${other} cannot be used together`);
  }
  if (given.json === true && given.report?.some((word) => word.startsWith('github='))) {
    throw new UsageError('--report github=FILE prints lines for GitHub, so --json cannot be used');
  }
}

/**
 * Reads the single word `solution` as a target, because some shells remove the flag of `--target
 * solution`.
 */
function targetOf(word: string, i: number, argv: readonly string[]): string[] {
  const isValue = /^(--)?target$/.test(argv[i - 1] ?? '');
  return word === 'solution' && !isValue ? ['--target', word] : [word];
}

function readTarget(word: string): string {
  const folders = [resolve(word), join(ROOT, word)];
  const folder = folders.find((path) => existsSync(path) && statSync(path).isDirectory());
  if (folder === undefined) throw new NoSubmission(`there is no folder ${word}`);
  if (!COURSE.some(({ name }) => existsSync(join(folder, `${name}.ts`)))) {
    throw new NoSubmission(`${word} has no step's file, such as ${COURSE[0].name}.ts`);
  }
  return notALink(folder);
}

/**
 * Returns the folder if it is not a link. A link to the reference would get full points.
 *
 * @throws NoSubmission if the folder is a link
 */
function notALink(folder: string): string {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return folder;
  throw new NoSubmission(`${folder} is a link; name the folder itself`);
}

function readSeconds(word: string): number {
  const seconds = Number(word);
  if (/^\d+$/.test(word) && seconds >= 1 && seconds <= LONGEST_SEARCH) return seconds;
  throw new UsageError(`--search needs a number of seconds, from 1 to ${LONGEST_SEARCH}`);
}
