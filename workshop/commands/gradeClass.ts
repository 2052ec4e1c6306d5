import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { courseVersion } from '../../grader/course/courseVersion';
import { quote } from '../../grader/report/quote';
import { readHidden } from '../../grader/report/readHidden';
import { showProgress } from '../../grader/report/showProgress';
import { ClassKey } from '../class/ClassKey';
import { totalOf } from '../class/classFiles';
import type { GradedClass } from '../class/classFiles';
import { prepareFolder, readSettings } from '../class/ClassSettings';
import { classSummary } from '../class/classSummary';
import type { PointsChange } from '../class/classSummary';
import { hiddenChecks, storeHidden } from '../class/hiddenChecks';
import { storedOverrides } from '../class/mergeClasses';
import { readOverrides } from '../class/Override';
import type { Override } from '../class/Override';
import { listAddresses } from '../class/reader/listAddresses';
import { listSubmissions } from '../class/reader/listSubmissions';
import type { Listed } from '../class/reader/listSubmissions';
import { runClass, studentsOf, tryGrader } from '../class/runClass';
import type { Student } from '../class/runClass';
import { isInShard } from '../class/Shard';
import { VERSION } from '../class/StudentResult';
import { timeLeft } from '../class/timeLeft';
import { writeClass } from '../class/writeClass';
import { nearestName } from '../student/nearestName';
import { classOptions } from './classOptions';
import type { ClassOptions } from './classOptions';
import { runCommand } from './runCommand';

const HELP = `Grades a whole class. Each folder and each archive (zip,
tar, tar.gz) in DIR is a submission. To stop, press
Ctrl-C. To go on, type the same command again.

  npm run grade:class DIR out OUT
  npm run grade:class DIR out OUT step1 step2

  out OUT        the folder for the results
  list FILE      instead of DIR: a file with a git address
                 in each line, or a name, a tab and an
                 address
  seed N         the secret seed of the class. Without it,
                 a random seed, which OUT remembers
  regrade NAME   grade this student again
  override FILE  set points by hand: a name, points and a
                 reason in each line, with commas. OUT
                 remembers them. No points: take it back
  hide FILE      a list of checks that students do not see.
                 OUT remembers it. An empty list: hide none
  pseudonyms     write pseudonyms. Only OUT/names.csv has
                 the names
  shard 3/10     only the third of ten parts, with seed N;
                 npm run grade:merge joins the parts
  cores N        how many to grade at the same time
  help           this text

Exit code: 0 all have points, 1 some not judged,
2 wrong usage, 3 the grader itself failed.`;

/** How long the gradings can take to end after a signal, in milliseconds. */
const END_MS = 5000;
/** How often a line without a terminal says how far the gradings are, in milliseconds. */
const LINE_MS = 60_000;
/** The exit code after a signal is this number and the number of the signal, as in shells. */
const SIGNALLED = 128;

runCommand('npm run grade:class', grade, { failure: 3, handlesSignals: true });

async function grade(argv: readonly string[]): Promise<number> {
  const options = classOptions(argv);
  const { from, out, steps, shard } = options;
  if (options.help || from === undefined) {
    console.log(HELP);
    return 0;
  }
  mkdirSync(dirname(out), { recursive: true });
  const listed = list(from, join(realpathSync(dirname(out)), basename(out)));
  if (listed.submissions.length === 0) throw new UsageError('there are no submissions');
  const seed = options.seed ?? readSettings(out)?.seed ?? randomInt(2 ** 32);
  const key = new ClassKey(seed);
  const { pseudonyms } = options;
  const all = studentsOf(listed.submissions, pseudonyms ? key : undefined);
  const students = all.filter(
    ({ submission }) => shard === undefined || isInShard(submission.name, shard),
  );
  const regrade = new Set(options.regrade.map((name) => shownName(name, all)));
  const given = overridesOf(options, all);
  if (options.hide !== undefined) readHidden(options.hide);
  const course = courseVersion();
  const isChanged = ![course, undefined].includes(readSettings(out)?.course);
  prepareFolder(out, {
    version: VERSION,
    seed,
    gradingSeed: key.gradingSeed(),
    pseudonyms,
    steps: steps.map(({ name }) => name),
    course,
    students: key.fingerprintOf(...all.map(({ submission }) => submission.name)),
    ...(shard !== undefined && { shard: `${shard.number}/${shard.of}` }),
  });
  const overrides = withStored(given, out);
  if (options.hide !== undefined) storeHidden(out, readFileSync(options.hide, 'utf8'));
  const hidden = hiddenChecks(out);
  const stop = stopOnSignals();
  const progress = showProgress();
  let lines: NodeJS.Timeout | undefined;
  if (isChanged) console.log('The course has changed, so all submissions are graded again.');
  try {
    progress.show('trying the grader …');
    const isolation = await tryGrader(stop.signal).catch((error: unknown) => {
      if (stop.signal.aborted) return undefined;
      throw error;
    });
    let done = 0;
    let fresh = 0;
    const begun = performance.now();
    const progressNow = (): string => {
      const left = timeLeft(performance.now() - begun, fresh, students.length - done);
      return `${done} of ${students.length} graded${left}`;
    };
    const show = (): void => progress.show(progressNow());
    // Without a terminal, `progress` shows nothing.
    if (!process.stderr.isTTY) lines = setInterval(() => console.error(progressNow()), LINE_MS);
    const changes: PointsChange[] = [];
    show();
    const results =
      isolation === undefined
        ? []
        : await runClass({
            ...{ students, steps, out, key, course, isolation, pseudonyms },
            ...{ overrides, hidden, regrade, lanes: options.lanes, signal: stop.signal },
            onResult: ({ name, report }, { isStored, before }) => {
              done++;
              if (!isStored && report !== undefined) fresh++;
              if (!isStored && before !== undefined && report?.points !== before) {
                changes.push({ name, before, now: report?.points });
              }
              show();
            },
          });
    progress.end();
    if (stop.signal.aborted) {
      console.log(
        `Stopped after ${done} of ${students.length} submissions. All results so far are stored.`,
      );
      console.log('To go on, type the same command again.');
      return stop.code();
    }
    // The names of files can contain names of students.
    const ignored = pseudonyms ? [] : listed.ignored;
    const part = shard && { incomplete: `This is shard ${shard.number} of ${shard.of}.` };
    const graded: GradedClass = { steps, results, overrides, hidden, course, ignored, ...part };
    writeClass(out, graded, pseudonyms ? namesOf(students) : undefined);
    process.stdout.write(classSummary(graded, { out, isPrivate: pseudonyms, changes }));
    return results.some((result) => totalOf(result, overrides) === undefined) ? 1 : 0;
  } finally {
    clearInterval(lines);
    progress.end();
  }
}

function list(from: { folder: string } | { list: string }, out: string): Listed {
  if ('folder' in from) return listSubmissions(realpathSync(from.folder), out);
  return { submissions: listAddresses(readFileSync(from.list, 'utf8'), from.list), ignored: [] };
}

/**
 * Returns the name that the results use.
 *
 * @param word a student's name or pseudonym
 * @throws UsageError if there is no such student
 */
function shownName(word: string, students: readonly Student[]): string {
  const found = findStudent(word, students);
  if (found !== undefined) return found.name;
  const near = nearestName(
    word,
    students.map(({ name }) => name),
  );
  const hint = near === undefined ? '' : `. Did you mean ${quote(near)}?`;
  throw new UsageError(`no submission is called "${word}"${hint}`);
}

function findStudent(word: string, students: readonly Student[]): Student | undefined {
  const wanted = word.normalize('NFC');
  return students.find(({ name, submission }) => [name, submission.name].includes(wanted));
}

function overridesOf(
  { override }: ClassOptions,
  students: readonly Student[],
): Map<string, Override | undefined> {
  if (override === undefined) return new Map();
  const text = readFileSync(override, 'utf8');
  return readOverrides(text, override, (name) => findStudent(name, students)?.name);
}

/** Adds new overrides to the overrides of earlier runs. */
function withStored(
  given: ReadonlyMap<string, Override | undefined>,
  out: string,
): Map<string, Override> {
  const all = storedOverrides(out);
  for (const [name, override] of given) {
    if (override === undefined) all.delete(name);
    else all.set(name, override);
  }
  return all;
}

function namesOf(students: readonly Student[]): Map<string, string> {
  return new Map(students.map(({ name, submission }) => [name, submission.name]));
}

/** Stops the gradings after a signal. A second signal ends this process. */
function stopOnSignals(): { signal: AbortSignal; code: () => number } {
  const controller = new AbortController();
  let code = SIGNALLED;
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      code = SIGNALLED + constants.signals[signal];
      if (controller.signal.aborted) process.exit(code);
      controller.abort();
      setTimeout(() => process.exit(code), END_MS).unref();
    });
  }
  return { signal: controller.signal, code: () => code };
}
