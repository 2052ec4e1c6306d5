import { watch } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../../../grader/course/course';
import type { Step } from '../../../grader/course/course';
import { fingerprintOf } from '../../../grader/course/fingerprintOf';
import { readText } from '../../../grader/course/readText';

/** Editors write a file in several strokes; what follows within this time is the same save. */
const STROKE_MS = 20;

/**
 * Tells of each save of a step's file, in whatever way the editor does it. A save that changes
 * nothing is none.
 *
 * @param folder laid out like `starter/`
 * @param failed told if the system cannot watch the folder (any longer)
 * @returns stops watching
 */
export function onSave(
  folder: string,
  saved: (step: Step) => void,
  failed: (error: Error) => void,
): () => void {
  const steps = new Map(COURSE.map((step) => [`${step.name}.ts`, step]));
  const known = new Map(COURSE.map((step) => [step, look(folder, step)]));
  const pending = new Map<Step, NodeJS.Timeout>();

  const settle = (step: Step): void => {
    pending.delete(step);
    const now = look(folder, step);
    // Some editors take the old file away before they put the new one there.
    if (now === undefined || now === known.get(step)) return;
    known.set(step, now);
    saved(step);
  };
  const watcher = watch(folder, (_event, file) => {
    // Some systems do not say which file it was.
    const touched = file === null ? COURSE : COURSE.filter((step) => steps.get(file) === step);
    for (const step of touched) {
      clearTimeout(pending.get(step));
      pending.set(step, setTimeout(settle, STROKE_MS, step));
    }
  });
  watcher.on('error', failed);
  return () => {
    watcher.close();
    for (const timer of pending.values()) clearTimeout(timer);
  };
}

/** What tells one text of a step's file from another, unless there is no such file. */
function look(folder: string, { name }: Step): string | undefined {
  try {
    return fingerprintOf(readText(join(folder, `${name}.ts`)));
  } catch {
    return undefined;
  }
}
