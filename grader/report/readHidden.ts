import { readFileSync } from 'node:fs';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { COURSE, findStep } from '../course/course';
import type { Step } from '../course/course';
import { readMatrix } from '../mistakes/matrixFile';
import { hiddenKey } from './hiddenKey';

/** The longest file that is read, in characters. */
const LONGEST_FILE = 1_000_000;

/**
 * Reads the checks that students do not see. Each line of the file is the name of a check, or a
 * step, or a step with the beginning of a check's name: `step5: A payment`. A line that begins with
 * `#` is a comment.
 *
 * @returns the `hiddenKey` of each check
 * @throws UsageError if the file cannot be read, or if a line names no check
 */
export function readHidden(file: string): Set<string> {
  const hidden = new Set<string>();
  for (const [i, raw] of linesOf(file).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const keys = keysOf(line);
    if (keys.length === 0) {
      throw new UsageError(`line ${i + 1} of ${file} names no step and no check: ${cut(line)}`);
    }
    for (const key of keys) hidden.add(key);
  }
  return hidden;
}

function linesOf(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--hide cannot read ${file} (${(error as NodeJS.ErrnoException).code})`);
  }
  if (text.length > LONGEST_FILE) throw new UsageError(`${file} is too long for a list of checks`);
  return text.replace(/^\uFEFF/, '').split(/\r?\n/);
}

function keysOf(line: string): string[] {
  const whole = findStep(line);
  if (whole !== undefined) return keysIn(whole, () => true);
  const exact = COURSE.flatMap((step) => keysIn(step, (name) => name === line));
  if (exact.length > 0) return exact;
  const [, word, begin] = /^(\w+):\s*(.+)$/.exec(line) ?? [];
  const step = word === undefined ? undefined : findStep(word);
  return step === undefined ? [] : keysIn(step, (name) => name.startsWith(begin));
}

function keysIn(step: Step, fits: (name: string) => boolean): string[] {
  const names = readMatrix(step.name).checks.map(({ name }) => name);
  return names.filter(fits).map((name) => hiddenKey(step.name, name));
}

function cut(line: string): string {
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
