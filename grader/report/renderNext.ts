import { COURSE, handoutOf } from '../course/course';
import type { CheckReport, StepReport } from '../harness/parent/suite/Report';
import { placeOf } from './placeOf';
import { wrap } from './wrap';

/** What a student has done besides the steps. */
export interface Done {
  /** True if the network of the student's current files has passed. */
  network: boolean;
  /** The letters of the labs that the student has run. */
  labs: readonly string[];
}

const LABS = [...'abcdef'];

const CALLED = ', or a function that it calls';

interface NextStyle {
  columns: number;
  done: Done;
  /** The seed of a report that explains a failure. Undefined for the course at a glance. */
  seed: number | undefined;
  /** True if the report explains every failure. */
  all: boolean;
}

/** Tells a student what to do after a grading of these steps. */
export function renderNext(reports: readonly StepReport[], style: NextStyle): string {
  const open = openStep(reports);
  const advice = open === undefined ? afterPass(reports, style) : beforePass(open, style);
  return renderAdvice(advice, style.columns);
}

/** Returns advice as a section of a report. */
export function renderAdvice(advice: readonly Advice[], columns?: number): string {
  const lines = advice.map(([label, text]) => wrap(text, `  ${label.padEnd(8)}`, columns));
  return ['What to do next', ...lines].join('\n');
}

/**
 * Returns the step that a student should look at: the first with code that fails, or else the first
 * that has not passed.
 */
export function openStep(reports: readonly StepReport[]): StepReport | undefined {
  const fails = reports.find(({ checks }) =>
    checks.some(({ failure }) => failure !== undefined && failure.kind !== 'unwritten'),
  );
  return fails ?? reports.find(({ checks }) => checks.some(({ state }) => state !== 'passed'));
}

/** What to do, and the command or file for it. */
export type Advice = [label: string, text: string];

/** Tells a student what to do about a step that has not passed. */
function beforePass({ step, file, checks }: StepReport, { seed, all }: NextStyle): Advice[] {
  const name = `step${step.number}`;
  const again = `npm run grade ${name}`;
  const failures = checks.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  const isUnwritten = failures.some(({ kind }) => kind === 'unwritten');
  const isUnloadable = failures.some(({ kind }) => kind === 'unloadable');
  const hasFailed = failures.some(({ kind }) => kind !== 'unwritten');
  const place = failures.length === 0 ? undefined : placeOf(failures[0]);
  // Else it is the first line of the function, and the mistake can be in another one.
  const isExact = !hasFailed || failures.at(0)?.kind === 'threw' || isUnloadable;
  const isGlance = seed === undefined;
  const advice: Advice[] = [];
  if (isGlance && hasFailed) advice.push(['see', `${again} (says what is wrong, and where)`]);
  if (isUnwritten || (isGlance && !isUnloadable)) advice.push(['read', handoutOf(step)]);
  const verb = hasFailed ? 'correct' : 'write';
  advice.push([verb, isGlance || place === undefined ? file : `${place}${isExact ? '' : CALLED}`]);
  if (!(isGlance && hasFailed)) {
    const isRandom = !isGlance && hasFailed && !isUnloadable;
    advice.push(['then', isRandom ? `${again} (seed ${seed} for the same data)` : again]);
  }
  if (!isGlance && !all && !isUnloadable && hasFailed && failures.length > 1) {
    advice.push(['all', `${again} all (explains every failure)`]);
  }
  const hint = `npm run hint ${name}`;
  advice.push(['stuck', hint]);
  if (checks.some(canBePlayed)) {
    advice.push(['debug', `npm run try ${name} (add inspect for a debugger)`]);
  }
  return advice;
}

/** Tells a student what to do after all these steps have passed. */
function afterPass(reports: readonly StepReport[], { done }: NextStyle): Advice[] {
  const last = Math.max(...reports.map(({ step }) => step.number));
  const next = COURSE.find(({ number }) => number === last + 1);
  const network = 'npm start (runs your parts)';
  if (reports.length === COURSE.length) return [['see', network], ...leftOf(done)];
  const see: Advice = ['see', `npm run scene step${last} (shows what your part does)\n${network}`];
  // Who has run the whole network has passed all steps.
  if (next !== undefined && !done.network)
    return [see, ['next', `step ${next.number}, ${handoutOf(next)}`]];
  const [first] = leftOf(done);
  return [see, ['look', 'npm run grade (all steps, at a glance)'], first];
}

/** Returns what is left of the course when all steps have passed. */
export function leftOf(done: Done): Advice[] {
  const [lab, ...others] = LABS.filter((letter) => !done.labs.includes(letter));
  const left: Advice[] = [];
  if (!done.network)
    left.push(['then', 'npm run grade network (all parts together, under faults)']);
  if (lab !== undefined) {
    const then = others.length === 0 ? '' : ` (then ${others.join(', ')})`;
    left.push(['labs', `npm run lab ${lab}${then}: predict, run, explain`]);
  }
  left.push(['read', '"Further reading" in exercises/README.md']);
  return left;
}

/** True for a failure that `npm run try` can play again. */
function canBePlayed({ failure }: CheckReport): boolean {
  return failure !== undefined && ['wrong', 'threw', 'hung', 'ended'].includes(failure.kind);
}
