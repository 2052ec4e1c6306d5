import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CourseState, StepState } from '../channel/CourseState';
import { pageTitle } from './pageTitle';
import { MAP, pageOfStep, TOGETHER } from '../channel/pages';
import { stepLink } from './usePage';

const PROGRESS: Readonly<Record<StepState['progress'], { sign: string; word: string }>> = {
  passed: { sign: '✓', word: 'passed' },
  begun: { sign: '◐', word: 'begun' },
  unwritten: { sign: '○', word: 'not written' },
  missing: { sign: '✗', word: 'no file' },
};

/** The screens that have a column for the list. `coursePage.css` has the same limit. */
const WIDE = '(width > 64rem)';

interface StepListProps {
  state: CourseState;
  /** The page that is shown. */
  open: string;
}

/** All steps with their points and states. On a small screen, the list is closed at first. */
export function StepList({ state, open }: StepListProps): JSX.Element {
  const { steps, next, waiting } = state;
  const list = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const wide = matchMedia(WIDE);
    const fit = (): void => {
      if (list.current !== null) list.current.open = wide.matches;
    };
    fit();
    wide.addEventListener('change', fit);
    return () => wide.removeEventListener('change', fit);
  }, [open]);
  return (
    <nav class="steps" aria-label="Steps">
      <details ref={list}>
        <summary>{pageTitle(open, steps)}</summary>
        <PlainLink page={MAP} open={open} />
        <ol>
          {steps.map((step) => (
            <StepRow
              key={step.number}
              step={step}
              isOpen={pageOfStep(step.number) === open}
              isNext={step.number === next}
              isWaiting={waiting.includes(step.number)}
            />
          ))}
        </ol>
        <PlainLink page={TOGETHER} open={open} isNext={next === null} />
      </details>
    </nav>
  );
}

interface PlainLinkProps {
  page: string;
  open: string;
  isNext?: boolean;
}

/** A link to a page without points. */
function PlainLink({ page, open, isNext = false }: PlainLinkProps): JSX.Element {
  return (
    <a class="plain" href={`#${page}`} aria-current={page === open ? 'page' : undefined}>
      <span>
        {isNext && <b class="next">next</b>}
        {pageTitle(page, [])}
      </span>
    </a>
  );
}

interface StepRowProps {
  step: StepState;
  isOpen: boolean;
  isNext: boolean;
  isWaiting: boolean;
}

function StepRow({ step, isOpen, isNext, isWaiting }: StepRowProps): JSX.Element {
  const { number, name, points, outOf, progress, minutes, title } = step;
  const { sign, word } = PROGRESS[progress];
  return (
    <li data-progress={progress} class={isWaiting ? 'old' : ''}>
      <a href={stepLink(number)} aria-current={isOpen ? 'page' : undefined} title={title}>
        <span class="sign" aria-hidden="true">
          {sign}
        </span>
        <span class="step-name">
          {number} {name}
        </span>
        <span class="points">
          {points ?? '–'}/{outOf}
        </span>
        <small>
          {isNext && <b class="next">next</b>}
          {isWaiting ? 'grading …' : word}
          {progress === 'passed' ? '' : ` · ${minutes} min`}
        </small>
      </a>
    </li>
  );
}
