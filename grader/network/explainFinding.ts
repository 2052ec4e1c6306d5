import { COURSE, handoutOf } from '../course/course';
import type { Step } from '../course/course';
import { explainParts } from '../report/explainParts';
import type { RungFailure } from './CapstoneReport';
import { diagram } from './diagram';
import type { Finding } from './users/RungFailed';
import type { RungNetwork } from './users/RungNetwork';

/** How many messages the diagram shows. */
const SHOWN = 14;
/** The maximum number of steps that a report names. */
const MAX_SUSPECTS = 2;
/** The indentation of a diagram, in columns. */
export const DIAGRAM_INDENT = 4;

/** Returns the explanation of a failed rung, for the student. */
export function explainFinding(
  { expected, got, suspects = [], threw }: Finding,
  network: RungNetwork,
  target: string,
  borrowed: readonly Step[],
): RungFailure {
  const own = suspects
    .map((name) => COURSE.find((step) => step.name === name))
    .filter((step) => step !== undefined && !borrowed.includes(step))
    .slice(0, MAX_SUSPECTS) as Step[];
  return {
    tried: network.trying,
    expected,
    got: threw ? `${got}: ${explainParts(target)(threw)}` : got,
    where: own.length > 0 ? whereOf(own) : undefined,
    suspect: own.at(0)?.number,
    diagram: diagram(
      network.conversation.last(SHOWN),
      network.names,
      network.startedAt,
      DIAGRAM_INDENT,
    ),
  };
}

function whereOf(steps: readonly Step[]): string {
  const named = steps.map((step) => `${step.name} (step ${step.number}, ${handoutOf(step)})`);
  return `most likely ${named.join(', or ')}`;
}
