import { join, relative } from 'node:path';
import { COURSE, handoutOf } from '../../../grader/course/course';
import type { Step } from '../../../grader/course/course';
import { differenceOf } from '../differenceOf';
import type { Report } from '../../../grader/harness/parent/suite/Report';
import { nextHint } from '../nextHint';
import { notePassed } from '../notePassed';
import { STARTER } from '../../../grader/course/parts';
import type { Paint } from '../../../grader/report/paint';
import { showProgress } from '../../../grader/report/showProgress';
import { wrap } from '../../../grader/report/wrap';
import { onKey } from './onKey';
import { onSave } from './onSave';
import { Watch } from './Watch';

export interface WatchWishes {
  /** What is graded at once, and again whenever it is saved; if none, each step that is saved. */
  steps: readonly Step[];
  target: string;
  seed: number;
  render: (report: Report) => string;
  paint: Paint;
}

/** Clears a terminal and keeps what has scrolled out of it. */
const CLEAR = '\u001b[2J\u001b[H';

const KEYS = 'h hint · n next step · d difference · Enter grade again · q quit';

/**
 * Grades on every save until it is told to quit: by a key in a terminal, elsewhere by a signal.
 *
 * @throws whatever the grader itself failed of, or the system says if it cannot watch the folder
 */
export function watchSteps({ steps, target, seed, render, paint }: WatchWishes): Promise<void> {
  const { stdin, stdout } = process;
  const hasKeys = Boolean(stdin.isTTY && stdout.isTTY);
  return new Promise((resolve, reject) => {
    let progress = showProgress(process.stderr);
    const watch = new Watch({
      steps,
      target,
      seed,
      onStep: (step) => {
        progress.end();
        progress = showProgress(process.stderr);
        progress.say(`grading step ${step.number}, ${step.name} …`);
      },
      graded: (report) => {
        progress.end();
        if (target === STARTER) notePassed(report);
        if (report.faults.length > 0) return end(new Error(report.faults.join('\n')));
        show(render(report));
      },
      failed: end,
    });
    const show = (text: string): void => {
      stdout.write(hasKeys ? CLEAR : '');
      say(text);
    };
    const say = (text: string): void => {
      const watched = steps.length === 0 ? [] : watch.steps;
      const rest = [watching(watched, target), ...(hasKeys ? [KEYS] : [])];
      stdout.write(`${text.trimEnd()}\n\n${paint('quiet', rest.join('\n'))}\n`);
    };

    const keys: Record<string, () => void> = {
      q: () => end(),
      return: () => watch.steps.length > 0 && watch.grade(watch.steps),
      n: () => {
        const next = COURSE.find(({ number }) => number === lastOf(watch.steps) + 1);
        if (next === undefined) say('That was the last step. All together: npm run grade network');
        else watch.grade([next]);
      },
      h: () => say(oneOf(watch.steps, (step) => nextHint(step))),
      d: () => say(oneOf(watch.steps, (step) => differenceOf(step, false, paint) ?? notYet(step))),
    };
    const closers = [onSave(target, (step) => watch.saved(step), end)];
    if (hasKeys) closers.push(onKey(stdin, (name) => keys[name]?.()));
    function end(error?: unknown): void {
      progress.end();
      for (const close of closers) close();
      void watch.end().then(() => (error === undefined ? resolve() : reject(error)));
    }
    if (steps.length > 0) watch.grade(steps);
    else show("Save a step's file, and that step is graded.");
  });
}

/** Says which files are watched: if none is named, all of them. */
function watching(steps: readonly Step[], target: string): string {
  const files = steps.map(({ name }) => join(target, `${name}.ts`));
  const shown = (files.length === 0 ? [target] : files).map((path) => relative('', path) || '.');
  return wrap(`Watching ${shown.join(', ')}`);
}

function lastOf(steps: readonly Step[]): number {
  return Math.max(0, ...steps.map(({ number }) => number));
}

/** What there is to say of the step at hand. */
function oneOf(steps: readonly Step[], say: (step: Step) => string): string {
  const step = steps.at(-1);
  return step === undefined ? 'No step has been graded yet: save one, or press n.' : say(step);
}

function notYet(step: Step): string {
  return wrap(
    `The reference's file is shown once yours has passed as it is; ${handoutOf(step)} says all that it must do.`,
  );
}
