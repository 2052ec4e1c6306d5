import type { JSX } from 'preact';
import type { StepState } from '../channel/CourseState';
import { pageTitle } from './pageTitle';
import { MAP, pageOfStep, TOGETHER } from '../channel/pages';

interface PageLinksProps {
  page: string;
  steps: readonly StepState[];
}

/** The links at the end of a page: to the page before it and to the page after it. */
export function PageLinks({ page, steps }: PageLinksProps): JSX.Element {
  const order = [MAP, ...steps.map(({ number }) => pageOfStep(number)), TOGETHER];
  const at = order.indexOf(page);
  const before = at < 0 ? MAP : order[at - 1];
  const after = at < 0 ? undefined : order[at + 1];
  return (
    <nav class="page-links" aria-label="Next and previous page">
      {before !== undefined && <a href={`#${before}`}>← {pageTitle(before, steps)}</a>}
      {after !== undefined && (
        <a class="after" href={`#${after}`}>
          {pageTitle(after, steps)} →
        </a>
      )}
    </nav>
  );
}
