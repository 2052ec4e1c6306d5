import { COURSE, handoutOf } from '../course/course';
import type { Step } from '../course/course';
import { explainParts } from '../../workshop/student/start/explainParts';
import type { RungFailure } from './CapstoneReport';
import { diagram } from './diagram';
import type { Finding } from './RungFailed';
import type { Stage } from './Stage';

/** How many messages are shown. */
const SHOWN = 14;
/** How many steps are named at most. */
const MOST_SUSPECTS = 2;
/** How far from the left a diagram stands. */
export const DIAGRAM_INDENT = 4;

/** What a student reads of a rung that failed. */
export function explainFinding(
  { expected, got, suspects = [], threw }: Finding,
  stage: Stage,
  target: string,
  borrowed: readonly Step[],
): RungFailure {
  const own = suspects
    .map((name) => COURSE.find((step) => step.name === name))
    .filter((step) => step !== undefined && !borrowed.includes(step))
    .slice(0, MOST_SUSPECTS) as Step[];
  return {
    tried: stage.trying,
    expected,
    got: threw ? `${got}: ${explainParts(target)(threw)}` : got,
    where: own.length > 0 ? whereOf(own) : undefined,
    diagram: diagram(stage.conversation.last(SHOWN), stage.cast, stage.begin, DIAGRAM_INDENT),
  };
}

function whereOf(steps: readonly Step[]): string {
  const named = steps.map((step) => `${step.name} (step ${step.number}, ${handoutOf(step)})`);
  return `most likely ${named.join(', or else ')}`;
}
