import { watch } from 'node:fs';
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
 * Calls `saved` when an editor saves a change in the file of a step.
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

  const compare = (step: Step): void => {
    timers.delete(step);
    const fingerprint = readFingerprint(folder, step);
    // Some editors delete the old file before they write the new file.
    if (fingerprint === undefined || fingerprint === known.get(step)) return;
    known.set(step, fingerprint);
    saved(step);
  };
  const watcher = watch(folder, (_event, file) => {
    // Some systems do not name the file that changed.
    const changed = COURSE.filter(({ name }) => file === null || file === `${name}.ts`);
    for (const step of changed) {
      clearTimeout(timers.get(step));
      timers.set(step, setTimeout(compare, SAVE_MS, step));
    }
  });
  watcher.on('error', failed);
  return () => {
    watcher.close();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}

/** Returns the fingerprint of a step's file, or undefined if the file cannot be read. */
function readFingerprint(folder: string, { name }: Step): string | undefined {
  const read = readStep(join(folder, `${name}.ts`));
  return typeof read === 'string' ? undefined : fingerprintOf(read.toString());
}
