import type { JSX } from 'preact';
import type { CourseState } from '../channel/CourseState';
import { stepLink } from './usePage';

/** What a student does first, above the map of the course. */
export function Beginning({ state }: { state: CourseState }): JSX.Element {
  const { root, steps, next } = state;
  const step = steps.find(({ number }) => number === next);
  const hasBegun = steps.some(({ progress }) => progress !== 'unwritten');
  return (
    <section class="beginning" aria-labelledby="beginning">
      <h1 id="beginning">How to begin</h1>
      <ol>
        <li>
          Open this folder in your editor: <code>{root}</code>
        </li>
        <li>Read the page of a step. It says which functions you write, in which file.</li>
        <li>
          Write them, and save the file. This page grades each save. Each numbered sentence turns
          green, or says what is wrong.
        </li>
        <li>If you need help, take a hint. “Run mine” shows your part in a network.</li>
      </ol>
      {step !== undefined && (
        <p class="buttons">
          <a class="button primary" href={stepLink(step.number)}>
            {hasBegun ? 'Go on' : 'Begin'} with step {step.number}: {step.name}
          </a>
        </p>
      )}
    </section>
  );
}
