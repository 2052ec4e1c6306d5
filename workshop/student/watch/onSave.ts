import { lstatSync, watch } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../../../grader/course/course';
import type { Step } from '../../../grader/course/course';
import { fingerprintOf } from '../../../grader/course/fingerprintOf';
import { readStep } from '../../../grader/course/readStep';

/**
 * An editor can write a file in several parts. Parts within this time, in milliseconds, count as
 * one save.
 */
const SAVE_MS = 20;

/**
 * How long a file must be gone until this counts as a change, in milliseconds. Some editors delete
 * the old file before they write the new file.
 */
const GONE_MS = 500;

/**
 * How often the times of the files are compared, in milliseconds. Some folders report no changes,
 * such as the folders that a container shares with its host.
 */
const COMPARE_MS = 1000;

/**
 * Calls `saved` when an editor saves a change in the file of a step, and when the file is removed.
 *
 * @param folder a folder laid out like `starter/`
 * @param failed called if the system cannot watch the folder
 * @returns a function that stops watching
 */
export function onSave(
  folder: string,
  saved: (step: Step) => void,
  failed: (error: Error) => void,
): () => void {
  const known = new Map(COURSE.map((step) => [step, readFingerprint(folder, step)]));
  const timers = new Map<Step, NodeJS.Timeout>();

  const compareIn = (ms: number, step: Step, isGone = false): void => {
    clearTimeout(timers.get(step));
    timers.set(step, setTimeout(compare, ms, step, isGone));
  };
  const compare = (step: Step, isGone: boolean): void => {
    timers.delete(step);
    const fingerprint = readFingerprint(folder, step);
    if (fingerprint === known.get(step)) return;
    if (fingerprint === undefined && !isGone) return compareIn(GONE_MS, step, true);
    known.set(step, fingerprint);
    saved(step);
  };
  const watcher = watch(folder, (_event, file) => {
    // Some systems do not name the file that changed.
    const changed = COURSE.filter(({ name }) => file === null || file === `${name}.ts`);
    for (const step of changed) compareIn(SAVE_MS, step);
  });
  watcher.on('error', failed);
  const times = new Map(COURSE.map((step) => [step, readTime(folder, step)]));
  const clock = setInterval(() => {
    for (const step of COURSE) {
      const time = readTime(folder, step);
      if (time === times.get(step)) continue;
      times.set(step, time);
      if (!timers.has(step)) compareIn(SAVE_MS, step);
    }
  }, COMPARE_MS);
  return () => {
    watcher.close();
    clearInterval(clock);
    for (const timer of timers.values()) clearTimeout(timer);
  };
}

/** Returns when a step's file was changed, or undefined if there is no file. */
function readTime(folder: string, { name }: Step): number | undefined {
  return lstatSync(join(folder, `${name}.ts`), { throwIfNoEntry: false })?.mtimeMs;
}

/** Returns the fingerprint of a step's file, or undefined if the file cannot be read. */
function readFingerprint(folder: string, { name }: Step): string | undefined {
  const read = readStep(join(folder, `${name}.ts`));
  return typeof read === 'string' ? undefined : fingerprintOf(read.toString());
}
