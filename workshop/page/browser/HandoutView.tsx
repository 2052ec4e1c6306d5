import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { StepState } from '../channel/CourseState';
import { fetchHandout } from './courseSession';
import { markOf, SIGNS } from './marks';

/** The handout of a step. Each numbered sentence shows whether the student's code fulfils it. */
export function HandoutView({ step }: { step: StepState }): JSX.Element {
  const { number, grade } = step;
  const html = useHandout(number);
  const main = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (main.current !== null) addCopyButtons(main.current);
  }, [html]);
  useLayoutEffect(() => {
    for (const sentence of main.current?.querySelectorAll<HTMLElement>('[data-sentence]') ?? []) {
      const state = grade?.sentences[Number(sentence.dataset.sentence)];
      sentence.dataset.state = state === undefined ? '' : markOf(state);
      verdictIn(sentence).textContent = state === undefined ? '' : `${SIGNS[state]} ${state}`;
    }
  }, [html, grade]);
  useEffect(() => scrollTo(0, 0), [number]);
  return (
    <main
      id="handout"
      class="handout"
      tabIndex={-1}
      ref={main}
      aria-busy={html === ''}
      // The server has escaped all HTML that is not its own.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

/** Returns the handout of a step as HTML. Until it has come, returns an empty text. */
function useHandout(number: number): string {
  const [handout, setHandout] = useState({ number: 0, html: '' });
  useEffect(() => {
    let isWanted = true;
    fetchHandout(number).then(
      (html) => isWanted && setHandout({ number, html }),
      () => isWanted && setHandout({ number, html: '<p>The handout cannot be loaded.</p>' }),
    );
    return () => {
      isWanted = false;
    };
  }, [number]);
  return handout.number === number ? handout.html : '';
}

/** Returns the element at the end of a sentence that says its state. */
function verdictIn(sentence: HTMLElement): Element {
  const found = sentence.querySelector(':scope > .verdict');
  if (found !== null) return found;
  const verdict = document.createElement('span');
  verdict.className = 'verdict';
  sentence.append(verdict);
  return verdict;
}

/** Adds a button to each command that the reader can run. */
function addCopyButtons(main: HTMLElement): void {
  for (const block of main.querySelectorAll('.shell')) {
    const text = block.textContent?.trim() ?? '';
    const button = document.createElement('button');
    button.textContent = 'Copy';
    button.setAttribute('aria-label', `Copy ${text}`);
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(text).then(
        () => (button.textContent = 'Copied'),
        () => (button.textContent = 'Not copied'),
      );
    });
    block.append(button);
  }
}
