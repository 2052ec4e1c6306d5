import type { JSX } from 'preact';
import type { StepState } from '../channel/CourseState';
import { act } from './courseSession';

/** The hints that the student has received, and a button for the next hint. */
export function HintList({ step }: { step: StepState }): JSX.Element {
  const { number, hints, hintCount } = step;
  const isLast = hints.length >= hintCount;
  return (
    <section class="hints" aria-label="Hints">
      <h2>
        Hints{' '}
        <small>
          {hints.length} of {hintCount}
        </small>
      </h2>
      {hints.map((html, i) => (
        // The server has escaped all HTML that is not its own.
        <div key={i} class="given-hint" dangerouslySetInnerHTML={{ __html: html }} />
      ))}
      {!isLast && (
        <p class="buttons">
          <button onClick={() => void act('hint', number).catch(() => undefined)}>
            {hints.length === 0 ? 'Give me a hint' : 'Give me the next hint'}
          </button>
        </p>
      )}
    </section>
  );
}
