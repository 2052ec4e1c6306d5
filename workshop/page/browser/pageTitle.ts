import type { StepState } from '../channel/CourseState';
import { MAP, TOGETHER } from './usePage';

const TITLES: Readonly<Record<string, string>> = {
  [MAP]: 'The course',
  [TOGETHER]: 'Together: the network',
  protocol: 'The protocol',
};

/** Returns the title of a page in links to it, and in the browser's tab. */
export function pageTitle(page: string, step: StepState | undefined): string {
  if (step !== undefined) return `Step ${step.number}: ${step.name}`;
  const [, lab] = /^lab-([a-z])$/.exec(page) ?? [];
  return lab === undefined ? (TITLES[page] ?? 'Another page') : `Lab ${lab.toUpperCase()}`;
}
