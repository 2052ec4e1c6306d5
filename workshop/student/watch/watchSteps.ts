import { join, relative } from 'node:path';
import { cleanName } from '../../../grader/course/cleanName';
import { COURSE, handoutOf } from '../../../grader/course/course';
import type { Step } from '../../../grader/course/course';
import { STARTER } from '../../../grader/course/parts';
import type { Report } from '../../../grader/harness/parent/suite/Report';
import type { Paint } from '../../../grader/report/paint';
import { showProgress } from '../../../grader/report/showProgress';
import { wrap } from '../../../grader/report/wrap';
import { differenceOf } from '../differenceOf';
import { nextHint } from '../nextHint';
import { noteGraded } from '../noteGraded';
import { GradeOnSave } from './GradeOnSave';
import { onKey } from './onKey';
import { onSave } from './onSave';

interface WatchOptions {
  /**
   * The steps to grade immediately, and again when they are saved. If the list is empty, the saved
   * step is graded.
   */
  steps: readonly Step[];
  target: string;
  seed: number;
  /** Returns a report as text, in at most `rows` lines. */
  render: (report: Report, rows: number) => string;
  paint: Paint;
}

/** Clears the screen of a terminal. Text above the screen stays. */
const CLEAR = '\u001b[2J\u001b[H';

/** Students see 32 lines. The others are for the watched files, the keys and the cursor. */
const REPORT_ROWS = 27;

const KEYS = 'h hint · n next step · d diff · Enter grade again · q quit';

/**
 * Grades on every save, until the student presses `q` or a signal ends the process.
 *
 * @throws Error if the grader itself does not work, or the system cannot watch the folder
 */
export function watchSteps({ steps, target, seed, render, paint }: WatchOptions): Promise<void> {
  const { stdin, stdout } = process;
  const hasKeys = Boolean(stdin.isTTY && stdout.isTTY);
  return new Promise((resolve, reject) => {
    let progress = showProgress();
    const grader = new GradeOnSave({
      steps,
      target,
      seed,
      onStep: ({ number, name }) => {
        progress.end();
        progress = showProgress();
        progress.show(`grading step ${number}, ${name} …`);
      },
      onReport: (report) => {
        progress.end();
        if (target === STARTER) noteGraded(report);
        if (report.faults.length > 0) return end(new Error(report.faults.join('\n')));
        showAlone(render(report, REPORT_ROWS));
      },
      onFailure: end,
    });
    const showAlone = (text: string): void => {
      stdout.write(hasKeys ? CLEAR : '');
      show(text);
    };
    const show = (text: string): void => {
      const watched = steps.length === 0 ? [] : grader.steps;
      const footer = [watching(watched, target), ...(hasKeys ? [wrap(KEYS)] : [])];
      stdout.write(`${text.trimEnd()}\n\n${paint('quiet', footer.join('\n'))}\n`);
    };

    const keys: Record<string, () => void> = {
      q: () => end(),
      return: () => grader.steps.length > 0 && grader.grade(grader.steps),
      n: () => {
        const next = COURSE.find(({ number }) => number === lastOf(grader.steps) + 1);
        if (next === undefined) show('That was the last step. Next: npm run grade network');
        else grader.grade([next]);
      },
      h: () => show(aboutLast(grader.steps, (step) => nextHint(step))),
      d: () =>
        show(aboutLast(grader.steps, (step) => differenceOf(step, false, paint) ?? notYet(step))),
    };
    const closers = [onSave(target, (step) => grader.saved(step), end)];
    if (hasKeys) closers.push(onKey(stdin, (name) => keys[name]?.()));
    function end(error?: unknown): void {
      progress.end();
      for (const close of closers) close();
      void grader.end().then(() => (error === undefined ? resolve() : reject(error)));
    }
    if (steps.length > 0) grader.grade(steps);
    else showAlone("Save a step's file to grade that step.");
  });
}

/** Returns a line with the watched files. If `steps` is empty, the line names the folder. */
function watching(steps: readonly Step[], target: string): string {
  const files = steps.map(({ name }) => join(target, `${name}.ts`));
  const shown = (files.length === 0 ? [target] : files).map((path) => relative('', path) || '.');
  return wrap(cleanName(`Watching ${shown.join(', ')}`));
}

/** Returns the number of the last step in a list. Returns 0 for an empty list. */
function lastOf(steps: readonly Step[]): number {
  return Math.max(0, ...steps.map(({ number }) => number));
}

/** Returns a text about the last step in a list. */
function aboutLast(steps: readonly Step[], textOf: (step: Step) => string): string {
  const step = steps.at(-1);
  return step === undefined ? 'Save a step, or press n to grade the next step.' : textOf(step);
}

function notYet(step: Step): string {
  return wrap(
    `The reference's file is shown after your file has passed. ${handoutOf(step)} says what your file must do.`,
  );
}
