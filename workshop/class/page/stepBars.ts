import type { Progress, StepFigures } from './ClassFigures';
import { htmlLine } from './htmlLine';

/** What each part of a bar means, in the order of the parts. */
export const PROGRESS: Readonly<Record<Progress, string>> = {
  all: 'all points',
  some: 'some points',
  none: 'no points',
  unwritten: 'not written',
};

const PARTS = Object.keys(PROGRESS) as Progress[];

/** A part with less percent has no number inside. */
const LEAST_PERCENT = 9;
/** On a phone, a part with less percent has no number inside. */
const LEAST_ON_PHONE = 25;

/** Returns a bar for each step: how many students have all points, some, none, or no code. */
export function stepBars(steps: readonly StepFigures[]): string {
  const rows = steps.map(({ step, counts, meanOfWritten }) => {
    const bar = barOf(counts);
    return `<tr><th scope="row"><b>${step.number}</b> ${htmlLine(step.name)}</th><td>${bar}</td><td class="number">${meanOfWritten?.toFixed(1) ?? '–'}</td></tr>`;
  });
  const legend = PARTS.map((part) => `<li class="${part}">${PROGRESS[part]}</li>`);
  return [
    `<ul class="legend" aria-hidden="true">${legend.join('')}</ul>`,
    '<table class="bars">',
    '<thead><tr><th scope="col">step</th><th scope="col">students</th><th scope="col" class="number">mean</th></tr></thead>',
    `<tbody>\n${rows.join('\n')}\n</tbody>`,
    '</table>',
    '<p class="hint">The mean counts the students who wrote the step.</p>',
  ].join('\n');
}

function barOf(counts: StepFigures['counts']): string {
  const sum = PARTS.reduce((total, part) => total + counts[part], 0);
  const words = PARTS.filter((part) => counts[part] > 0).map(
    (part) => `${PROGRESS[part]}: ${counts[part]}`,
  );
  let before = 0;
  const pieces = PARTS.filter((part) => counts[part] > 0).map((part) => {
    const percent = (100 * counts[part]) / sum;
    const x = (100 * before) / sum;
    before += counts[part];
    const number =
      percent < LEAST_PERCENT
        ? ''
        : `<text${percent < LEAST_ON_PHONE ? ' class="small"' : ''} x="${round(x + percent / 2)}%" y="50%">${counts[part]}</text>`;
    return `<g class="${part}"><title>${PROGRESS[part]}: ${counts[part]}</title><rect x="${round(x)}%" width="${round(percent)}%" height="100%"/>${number}</g>`;
  });
  return `<svg class="bar" role="img" aria-label="${words.join(', ')}">${pieces.join('')}</svg>`;
}

function round(percent: number): string {
  return String(Math.round(percent * 100) / 100);
}
