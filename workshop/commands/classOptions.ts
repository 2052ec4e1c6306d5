import { existsSync, lstatSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { COURSE, findStep } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { readShard } from '../class/Shard';
import type { Shard } from '../class/Shard';
import { readCount } from './readCount';
import { readSeed } from './readSeed';
import { stepArguments } from './stepArguments';

/** The options of `npm run grade:class`. */
export interface ClassOptions {
  help: boolean;
  /** Where the submissions are. Undefined with `help` only. */
  from: { folder: string } | { list: string } | undefined;
  /** The folder for the results. */
  out: string;
  /** The steps to grade, in the order of the course. */
  steps: readonly Step[];
  seed: number | undefined;
  regrade: readonly string[];
  /** The path of a file with overrides. */
  override: string | undefined;
  pseudonyms: boolean;
  /** The path of a list of checks that students do not see. */
  hide: string | undefined;
  shard: Shard | undefined;
  /** How many students to grade at the same time. */
  lanes: number;
}

const FLAGS = {
  out: 'string',
  list: 'string',
  seed: 'string',
  regrade: 'strings',
  override: 'string',
  pseudonyms: 'boolean',
  hide: 'string',
  shard: 'string',
  cores: 'string',
} as const;

/**
 * Reads a command line such as `submissions out results`.
 *
 * @throws UsageError if the command line is wrong
 */
export function classOptions(argv: readonly string[]): ClassOptions {
  const { folders, rest } = takeFolders(argv, FLAGS);
  const { steps, given } = stepArguments(FLAGS, rest);
  const { help = false, list, seed, regrade = [], override, pseudonyms = false, hide } = given;
  const shard = given.shard === undefined ? undefined : readShard(given.shard);
  const out = resolve(given.out ?? '');
  const options = {
    help,
    from: undefined,
    out,
    steps: steps.length === 0 ? COURSE : steps,
    seed: seed === undefined ? undefined : readSeed(seed),
    regrade,
    override: override === undefined ? undefined : mustBeFile(override),
    pseudonyms,
    hide: hide === undefined ? undefined : mustBeFile(hide),
    shard,
    lanes: given.cores === undefined ? availableParallelism() : readCount('cores', given.cores),
  };
  if (help) return options;
  if (folders.length > 1) throw new UsageError(`one folder at a time, not also ${folders[1]}`);
  if (given.out === undefined) throw new UsageError('name the folder for the results: out OUT');
  if (shard !== undefined && seed === undefined) {
    throw new UsageError('shard needs seed, because all shards must use the same seed');
  }
  if (list !== undefined) {
    if (folders.length > 0) throw new UsageError(`either --list or ${folders[0]}, not both`);
    return { ...options, from: { list: mustBeFile(list) } };
  }
  if (folders.length === 0) throw new UsageError('name the folder with the submissions');
  return { ...options, from: { folder: readClassFolder(folders[0], out) } };
}

/**
 * Takes the words out of a command line that are neither flags nor values nor steps: the folders.
 */
export function takeFolders(
  argv: readonly string[],
  flags: Readonly<Record<string, string>>,
): { folders: string[]; rest: string[] } {
  const folders: string[] = [];
  const rest: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i];
    const flag = word.replace(/^--/, '');
    const isFlag = word.startsWith('-') || flag === 'help' || Object.hasOwn(flags, flag);
    if (!isFlag && !isStepWord(word)) {
      folders.push(word);
      continue;
    }
    rest.push(word);
    const takesValue = isFlag && Object.hasOwn(flags, flag) && flags[flag] !== 'boolean';
    if (takesValue && i + 1 < argv.length) rest.push(argv[++i]);
  }
  return { folders, rest };
}

/** True for a word that can only be a step: also for `step99`, which is then an error. */
function isStepWord(word: string): boolean {
  return findStep(word) !== undefined || /^(step)?\d+$/i.test(word);
}

function readClassFolder(word: string, out: string): string {
  const folder = resolve(word);
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat?.isSymbolicLink()) throw new UsageError(`${word} is a link; name the folder itself`);
  if (!stat?.isDirectory()) throw new UsageError(`there is no folder ${word}`);
  if (COURSE.some(({ name }) => existsSync(join(folder, `${name}.ts`)))) {
    throw new UsageError(`${word} is one submission; name the folder that has all submissions`);
  }
  if (relative(out, folder) === '' || folder.startsWith(out + sep)) {
    throw new UsageError('the results cannot go into the folder of the submissions');
  }
  return folder;
}

function mustBeFile(word: string): string {
  const path = resolve(word);
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  throw new UsageError(`there is no file ${word}`);
}
