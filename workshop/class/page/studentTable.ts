import { totalOf } from '../classFiles';
import type { GradedClass } from '../classFiles';
import type { ClassFigures, StepResult, StudentFigures } from './ClassFigures';
import { htmlDuration } from './htmlDuration';
import { htmlLine, htmlName } from './htmlLine';

/** Returns the table of all students: a row for each, with the points of each step. */
export function studentTable(
  { steps, overrides }: GradedClass,
  { students, outOf }: ClassFigures,
): string {
  const heads = [
    '<th scope="col" aria-sort="ascending">student</th>',
    ...steps.map(({ number, name }) => `<th scope="col"><b>${number}</b> ${htmlLine(name)}</th>`),
    `<th scope="col" class="number">total of ${outOf}</th>`,
    '<th scope="col" class="number">time</th>',
    '<th scope="col">note</th>',
  ];
  const rows = students.map((student) => {
    const { result, steps: results } = student;
    const { name, file, seconds } = result;
    const report = `reports/${encodeURIComponent(file)}.txt`;
    return [
      `<tr><th scope="row"><a href="${report}">${htmlName(name)}</a></th>`,
      ...results.map(cellOf),
      `<td class="total">${totalOf(result, overrides) ?? ''}</td>`,
      `<td class="number">${htmlDuration(seconds)}</td>`,
      `<td>${notesOf(student, overrides.has(name)).join(', ')}</td></tr>`,
    ].join('');
  });
  return [
    '<p class="find" hidden><label>Find a student <input type="search" autocomplete="off" spellcheck="false"></label> <output></output></p>',
    '<div class="scroll" role="region" aria-labelledby="students-title" tabindex="0">',
    '<table class="students">',
    `<thead><tr>${heads.join('')}</tr></thead>`,
    `<tbody>\n${rows.join('\n')}\n</tbody>`,
    '</table>',
    '</div>',
    '<p class="hint">– is not written: a stub, or no file. ? has checks that are not judged. A name leads to the report.</p>',
  ].join('\n');
}

function cellOf(result: StepResult | undefined): string {
  if (result === undefined) return '<td></td>';
  const { points, progress, unjudged } = result;
  const shown = progress === 'unwritten' ? '–' : String(points);
  return `<td class="${progress}">${shown}${unjudged > 0 ? '?' : ''}</td>`;
}

/** Returns what the sections below the table explain. */
function notesOf({ result, steps }: StudentFigures, isOverridden: boolean): string[] {
  const isOpen = steps.some((step) => (step?.unjudged ?? 0) > 0);
  return [
    ...(result.report === undefined && !isOverridden ? ['<b class="bad">not judged</b>'] : []),
    ...(isOpen ? ['judged in part'] : []),
    ...(isOverridden ? ['set by hand'] : []),
    ...(result.notes.length > 0 ? ['remarks'] : []),
  ];
}
