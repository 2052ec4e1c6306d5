import type { StepState } from '../channel/CourseState';
import { MAP, pageOfStep, PROTOCOL, TOGETHER } from '../channel/pages';

const TITLES: Readonly<Record<string, string>> = {
  [MAP]: 'The course',
  [TOGETHER]: 'Together: the network',
  [PROTOCOL]: 'The protocol',
};

/** Returns the title of a page in links to it, and in the browser's tab. */
export function pageTitle(page: string, steps: readonly StepState[]): string {
  const step = steps.find(({ number }) => pageOfStep(number) === page);
  if (step !== undefined) return `Step ${step.number}: ${step.name}`;
  const [, lab] = /^lab-([a-z])$/.exec(page) ?? [];
  return lab === undefined ? (TITLES[page] ?? 'Another page') : `Lab ${lab.toUpperCase()}`;
}
