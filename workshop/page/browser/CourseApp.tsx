import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CourseState, StepState } from '../channel/CourseState';
import { MAP, pageOfStep } from '../channel/pages';
import { Beginning } from './Beginning';
import { act } from './courseSession';
import type { CourseConnection } from './followCourse';
import { GradePanel } from './GradePanel';
import { HandoutView } from './HandoutView';
import { HintList } from './HintList';
import { NetworkPanel } from './NetworkPanel';
import { PageLinks } from './PageLinks';
import { pageTitle } from './pageTitle';
import { ScenePanel } from './ScenePanel';
import { StepList } from './StepList';
import { useCourse } from './useCourse';
import { usePage } from './usePage';

const CONNECTION_WORDS: Readonly<Record<CourseConnection, string>> = {
  connecting: 'connecting',
  open: 'live',
  lost: 'connection lost',
  locked: 'locked',
};

/** The course page: the steps, the handout of one step, and its grade. */
export function CourseApp(): JSX.Element {
  const { state, connection } = useCourse();
  const asked = usePage();
  const first = state === null ? undefined : firstPage(state);
  const page = asked ?? first;
  const step = state?.steps.find(({ number }) => pageOfStep(number) === page);
  useEffect(() => {
    // After this step has passed, the page must still show it.
    if (asked === undefined && first !== undefined) location.replace(`#${first}`);
  }, [asked, first]);
  useFirstGrade(state, step);
  const isWaiting = step !== undefined && state?.waiting.includes(step.number) === true;
  const isOld = isWaiting || state?.fault !== null || connection === 'lost';
  const title = titleOf(page, step, isOld);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div class="course">
      <a class="skip" href="#handout" onClick={skip}>
        Skip to the handout
      </a>
      <header class="top">
        <a class="brand" href={`#${MAP}`}>
          Cantor
        </a>
        {state !== null && <Total steps={state.steps} />}
        {step?.grade && (
          <button class={isOld ? 'to-grade old' : 'to-grade'} onClick={() => focusOn('grade')}>
            Step {step.number}: {step.grade.points} of {step.grade.outOf}
          </button>
        )}
        <p class={`connection ${connection}`}>{CONNECTION_WORDS[connection]}</p>
      </header>
      {connection === 'locked' && <Locked />}
      {connection === 'lost' && (
        <p class="notice" role="status">
          The server does not answer, so this page can be old. Look at the terminal of{' '}
          <code>npm run course</code>. If the command has ended, start it again, and open the
          address that it prints. Your files and your points are kept.
        </p>
      )}
      {connection !== 'locked' && state !== null && page !== undefined && (
        <div class="course-columns">
          <StepList state={state} open={page} />
          <HandoutView
            page={page}
            step={step}
            isOld={isOld}
            before={page === MAP && <Beginning state={state} />}
            after={<PageLinks page={page} steps={state.steps} />}
          />
          <div class="side" key={page}>
            {step !== undefined && (
              <>
                <GradePanel step={step} state={state} isOld={isOld} />
                <HintList step={step} />
                <ScenePanel step={step} scene={state.scene} />
              </>
            )}
            <NetworkPanel network={state.network} />
          </div>
        </div>
      )}
      <p class="unseen" aria-live="polite">
        {step === undefined || isOld ? '' : newsOf(step)}
      </p>
    </div>
  );
}

/** Asks for the grade of a step that has none. Asks only once, because the grader can be broken. */
function useFirstGrade(state: CourseState | null, step: StepState | undefined): void {
  const asked = useRef(new Set<number>());
  useEffect(() => {
    if (state === null || step === undefined || step.grade !== null) return;
    if (asked.current.has(step.number) || state.waiting.includes(step.number)) return;
    asked.current.add(step.number);
    void act('grade', step.number).catch(() => undefined);
  });
}

function Total({ steps }: { steps: readonly StepState[] }): JSX.Element {
  const points = steps.reduce((sum, step) => sum + (step.points ?? 0), 0);
  const outOf = steps.reduce((sum, step) => sum + step.outOf, 0);
  return (
    <p class="total">
      {points} of {outOf} points
    </p>
  );
}

function Locked(): JSX.Element {
  return (
    <main class="locked-page" id="handout" tabIndex={-1}>
      <h1>This page is locked</h1>
      <p>
        <code>npm run course</code> prints an address that lets one browser in, once.
      </p>
      <p>Open the newest address that its terminal shows. If it shows a file, open the file.</p>
    </main>
  );
}

/** A new student first sees how to begin. */
function firstPage({ steps, next }: CourseState): string {
  return steps.every(({ progress }) => progress === 'unwritten') ? MAP : pageOfStep(next ?? 1);
}

function titleOf(page: string | undefined, step: StepState | undefined, isOld: boolean): string {
  if (page === undefined) return 'Cantor course';
  if (step === undefined) return `${pageTitle(page, [])} · Cantor`;
  const { number, name, grade, progress } = step;
  const points = grade === null ? '' : ` ${grade.points}/${grade.outOf}`;
  const hasFailed = grade?.checks.some(({ state }) => state === 'failed');
  const sign = isOld ? '… ' : progress === 'passed' ? '✓ ' : hasFailed ? '✗ ' : '';
  return `${sign}${number} ${name}${points} · Cantor`;
}

function newsOf({ number, grade }: StepState): string {
  if (grade === null) return '';
  const failed = grade.checks.filter(({ state }) => state === 'failed').length;
  const what = failed === 0 ? '' : ` ${failed === 1 ? '1 check fails' : `${failed} checks fail`}.`;
  return `Step ${number}: ${grade.points} of ${grade.outOf} points.${what}`;
}

/** The link itself would change the address, and therefore the step. */
function skip(event: Event): void {
  event.preventDefault();
  focusOn('handout');
}

function focusOn(id: string): void {
  const element = document.getElementById(id);
  element?.scrollIntoView();
  element?.focus({ preventScroll: true });
}
