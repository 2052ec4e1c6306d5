import { randomInt } from 'node:crypto';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { COURSE } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { suiteOf } from '../../grader/harness/parent/runSuites';
import { ROOT, STARTER } from '../../grader/course/parts';
import { stepArguments } from './stepArguments';

/** What `npm run grade` was asked to do. */
export interface GradeOptions {
  help: boolean;
  json: boolean;
  /** True to tell every failure in full. */
  all: boolean;
  /** True to grade again on every save. */
  watch: boolean;
  /** True to show the whole course, a line a step. */
  glance: boolean;
  steps: readonly Step[];
  /** The folder whose steps are graded. */
  target: string;
  seed: number;
}

const FLAGS = {
  target: 'string',
  seed: 'string',
  json: 'boolean',
  all: 'boolean',
  watch: 'boolean',
  help: 'boolean',
} as const;

/** Seeds are below this. */
const SEEDS = 2 ** 32;

/**
 * Reads the words of a command such as `step3 --target solution`.
 *
 * @throws UsageError
 */
export function gradeOptions(argv: readonly string[]): GradeOptions {
  const { steps, given } = stepArguments(FLAGS, argv.flatMap(targetOf));
  const { help = false, json = false, all = false, watch = false, target, seed } = given;
  if (json && watch) throw new UsageError('--watch is for people, --json for programs');
  const closed = steps.find((step) => !existsSync(suiteOf(step)));
  if (closed !== undefined) {
    throw new UsageError(`step ${closed.number}, ${closed.name}, cannot be graded yet`);
  }
  return {
    help,
    json,
    all,
    watch,
    glance: steps.length === 0,
    // In the order of the course, and each only once.
    steps: COURSE.filter((step) =>
      steps.length === 0 ? existsSync(suiteOf(step)) : steps.includes(step),
    ),
    target: target === undefined ? itself(STARTER) : readTarget(target),
    seed: seed === undefined ? randomInt(SEEDS) : readSeed(seed),
  };
}

/** A bare `solution` is a target: what is left of `--target solution` where npm eats the flag. */
function targetOf(word: string, i: number, argv: readonly string[]): string[] {
  const isValue = /^(--)?target$/.test(argv[i - 1] ?? '');
  return word === 'solution' && !isValue ? ['--target', word] : [word];
}

function readTarget(word: string): string {
  const folders = [resolve(word), join(ROOT, word)];
  const folder = folders.find((path) => existsSync(path) && statSync(path).isDirectory());
  if (folder === undefined) throw new UsageError(`there is no folder ${word}`);
  if (!COURSE.some(({ name }) => existsSync(join(folder, `${name}.ts`)))) {
    throw new UsageError(`${word} has no step's file, such as ${COURSE[0].name}.ts`);
  }
  return itself(folder);
}

/**
 * A link to the reference would be graded as the reference.
 *
 * @throws UsageError for a link
 */
function itself(folder: string): string {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return folder;
  throw new UsageError(`${folder} is a link; name the folder itself`);
}

function readSeed(word: string): number {
  const seed = Number(word);
  if (!/^\d+$/.test(word) || seed >= SEEDS) {
    throw new UsageError('--seed needs a whole number below 2^32, as a failed check prints it');
  }
  return seed;
}
