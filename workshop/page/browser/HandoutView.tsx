import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { StepState } from '../channel/CourseState';
import { copyFrom } from './copyFrom';
import { fetchHandout } from './courseSession';
import { EnlargedDiagram } from './EnlargedDiagram';
import { markOf, SIGNS } from './marks';
import { useReadingPosition } from './useReadingPosition';

interface HandoutViewProps {
  page: string;
  /** The step of the page, if it is the handout of a step. */
  step: StepState | undefined;
  /** True if the grade of the step can be older than the file. */
  isOld: boolean;
  /** Shown above the text. */
  before: ComponentChildren;
  /** Shown below the text. */
  after: ComponentChildren;
}

/** A text of the course. Each numbered sentence shows whether the student's code fulfils it. */
export function HandoutView({ page, step, isOld, before, after }: HandoutViewProps): JSX.Element {
  const grade = step?.grade ?? null;
  const html = useHandout(page);
  const main = useRef<HTMLDivElement>(null);
  const [enlarged, setEnlarged] = useState<string | null>(null);
  /** The text is HTML from the server, so its buttons have no listeners of their own. */
  const press = ({ target }: Event): void => {
    const button = (target as Element).closest('button');
    if (button?.className === 'copy') copyCode(button);
    if (button?.className === 'enlarge') setEnlarged(button.querySelector('img')?.src ?? null);
  };
  useLayoutEffect(() => {
    for (const sentence of main.current?.querySelectorAll<HTMLElement>('[data-sentence]') ?? []) {
      const state = grade?.sentences[Number(sentence.dataset.sentence)];
      sentence.dataset.state = state === undefined ? '' : markOf(state);
      sentence.classList.toggle('old', isOld);
      const verdict = state === undefined ? '' : `${SIGNS[state]} ${state}`;
      verdictIn(sentence).textContent = isOld && verdict !== '' ? `was ${verdict}` : verdict;
    }
  }, [html, grade, isOld]);
  useReadingPosition(page, html !== '');
  return (
    <main id="handout" class="handout" tabIndex={-1} aria-busy={html === ''}>
      {before}
      <div
        class="handout-text"
        ref={main}
        onClick={press}
        // The server has escaped all HTML that is not its own.
        dangerouslySetInnerHTML={{ __html: html }}
      />
      {html !== '' && after}
      {enlarged !== null && <EnlargedDiagram source={enlarged} onClose={() => setEnlarged(null)} />}
    </main>
  );
}

/** Returns a text of the course as HTML. Until it has come, returns an empty text. */
function useHandout(page: string): string {
  const [handout, setHandout] = useState({ page: '', html: '' });
  useEffect(() => {
    let isWanted = true;
    fetchHandout(page).then(
      (html) => isWanted && setHandout({ page, html }),
      () => isWanted && setHandout({ page, html: '<p>This page cannot be loaded.</p>' }),
    );
    return () => {
      isWanted = false;
    };
  }, [page]);
  return handout.page === page ? handout.html : '';
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

/** Copies the code beside a button. */
function copyCode(button: HTMLElement): void {
  copyFrom(button, button.parentElement?.querySelector('pre')?.textContent?.trim() ?? '');
}
