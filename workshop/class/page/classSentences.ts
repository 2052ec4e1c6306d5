import type { GradedClass } from '../classFiles';
import { median } from '../classFiles';
import type { ClassFigures, StepFigures } from './ClassFigures';
import { htmlLine, htmlStep } from './htmlLine';

/** Returns where the class stands, as a heading. */
export function classHeading({ students, totals, graded }: ClassFigures): string {
  const all = students.length;
  const rest = `${all} ${all === 1 ? 'submission is' : 'submissions are'} graded`;
  // A submission that cannot be read can have points, too.
  const byHand = totals.length > graded ? `, ${totals.length - graded} by hand` : '';
  return graded === all && all > 1 ? `All ${rest}` : `${graded} of ${rest}${byHand}`;
}

/** Returns where the class stands, in a few sentences of HTML. */
export function classSentences(figures: ClassFigures, graded: GradedClass): string[] {
  const { incomplete } = graded;
  return [
    ...(incomplete === undefined ? [] : [`<b class="bad">${htmlLine(incomplete)}</b>`]),
    ...pointsInWords(figures),
    ...progressInWords(figures),
    ...openInWords(figures, graded),
  ];
}

function pointsInWords({ totals, outOf }: ClassFigures): string[] {
  if (totals.length === 0) return [];
  const full = totals.filter((total) => total >= outOf).length;
  const all = full === 0 ? '' : `, and <b>${full}</b> ${full === 1 ? 'has' : 'have'} all`;
  if (median(totals) === 0) return ['At least half of the students have no points.'];
  return [`Half of the students have <b>${median(totals)}</b> of ${outOf} points or more${all}.`];
}

function progressInWords({ graded, steps }: ClassFigures): string[] {
  if (graded === 0) return [];
  const passed = steps.filter(({ counts }) => 2 * counts.all > graded);
  const hardest = hardestOf(steps);
  return [
    passed.length === 0
      ? 'No step is passed by more than half of them.'
      : `More than half have passed ${stepsInWords(passed, steps)}.`,
    ...(hardest?.meanOfWritten === undefined
      ? []
      : [
          `The hardest step is ${htmlStep(hardest.step)}, with ${hardest.meanOfWritten.toFixed(1)} of ${hardest.step.points} points on average for those who wrote it.`,
        ]),
  ];
}

/** Returns what an instructor must look at, with links to it. */
function openInWords({ students, totals }: ClassFigures, { overrides }: GradedClass): string[] {
  const unjudged = students.length - totals.length;
  const partly = students.filter(({ steps }) => steps.some((step) => (step?.unjudged ?? 0) > 0));
  // A part of a class knows the overrides of all students.
  const byHand = students.filter(({ result }) => overrides.has(result.name)).length;
  return [
    ...(unjudged > 0
      ? [`<a href="#not-judged">${unjudged} ${unjudged === 1 ? 'is' : 'are'} not judged</a>.`]
      : []),
    ...(partly.length > 0
      ? [
          `<a href="#open">${partly.length} ${partly.length === 1 ? 'is' : 'are'} judged only in part</a>.`,
        ]
      : []),
    ...(byHand > 0
      ? [
          `<a href="#by-hand">${byHand} ${byHand === 1 ? 'total is' : 'totals are'} set by hand</a>.`,
        ]
      : []),
  ];
}

/** Returns the step in which those who wrote it lose most. Undefined if all have all points. */
function hardestOf(steps: readonly StepFigures[]): StepFigures | undefined {
  const share = ({ step, meanOfWritten }: StepFigures): number =>
    (meanOfWritten ?? step.points) / step.points;
  const [hardest] = steps.toSorted((one, two) => share(one) - share(two));
  return hardest !== undefined && share(hardest) < 1 ? hardest : undefined;
}

/** Returns steps as `steps 1 to 5 and 8`. Steps that follow each other on the page are a range. */
function stepsInWords(some: readonly StepFigures[], all: readonly StepFigures[]): string {
  const ranges: StepFigures[][] = [];
  for (const figures of some) {
    const range = ranges.at(-1);
    const before = all[all.indexOf(figures) - 1];
    if (range !== undefined && range.at(-1) === before) range.push(figures);
    else ranges.push([figures]);
  }
  const words = ranges.flatMap((range) => {
    const numbers = range.map(({ step }) => `<b>${step.number}</b>`);
    return range.length > 2 ? [`${numbers[0]} to ${numbers.at(-1)}`] : numbers;
  });
  const last = words.pop();
  const list = words.length === 0 ? last : `${words.join(', ')} and ${last}`;
  return `${some.length === 1 ? 'step' : 'steps'} ${list}`;
}
