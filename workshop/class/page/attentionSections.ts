import { totalOf } from '../classFiles';
import type { GradedClass } from '../classFiles';
import type { ClassFigures, StudentFigures } from './ClassFigures';
import { htmlLine, htmlName } from './htmlLine';
import type { PageSection } from './PageSection';

/** How many texts of one student are shown. A hostile submission can cause many. */
const SHOWN = 5;
/** How many rows a table has. The others are folded. */
const ROWS = 8;
/** How many students with few points are named. */
const FEWEST = 6;

/** Returns who is not judged and why, and whose points are set by hand. */
export function gradeSections(graded: GradedClass, { students }: ClassFigures): PageSection[] {
  const notJudged = rowsOf(students, ({ result: { name, reason } }) =>
    reason === undefined || graded.overrides.has(name) ? [] : [reason],
  );
  const byHand = students.flatMap(({ result: { name, report } }) => {
    const override = graded.overrides.get(name);
    if (override === undefined) return [];
    const before = report === undefined ? 'not judged' : `graded ${report.points}`;
    const why = override.reason === '' ? 'no reason' : htmlLine(override.reason);
    return [rowOf(htmlName(name), [`<b>${override.points}</b> points (${before}): ${why}`])];
  });
  return [
    listSection('not-judged', 'Not judged', ['student', 'why'], notJudged),
    listSection('by-hand', 'Set by hand', ['student', 'points and reason'], byHand),
  ].flat();
}

/** Returns who has the fewest points of those who wrote something, and who wrote nothing. */
export function helpSections(graded: GradedClass, figures: ClassFigures): PageSection[] {
  const students = figures.students.flatMap(({ result, steps }) => {
    const points = totalOf(result, graded.overrides);
    const written = steps.filter((step) => step?.progress !== 'unwritten').length;
    const isAll = points === undefined || points >= figures.outOf;
    return result.report === undefined || isAll ? [] : [{ name: result.name, points, written }];
  });
  const fewest = students
    .filter(({ written }) => written > 0)
    .toSorted((one, two) => one.points - two.points)
    .slice(0, FEWEST)
    .map(({ name, points, written }) => {
      const steps = written === 1 ? '1 step' : `${written} steps`;
      return rowOf(htmlName(name), [`<b>${points}</b> points, ${steps} written`]);
    });
  const idle = students.filter(({ written }) => written === 0).map(({ name }) => htmlName(name));
  const last = idle.length === 0 ? [] : [rowOf('Nothing written', [idle.join(', ')])];
  const heads = ['student', 'points and steps'];
  return listSection('help', 'Fewest points', heads, [...fewest, ...last]).map((section) => {
    return { ...section, count: undefined };
  });
}

/** Returns what was odd about submissions, and which files belong to none. */
export function remarkSections(
  { ignored }: GradedClass,
  { students }: ClassFigures,
): PageSection[] {
  const remarks = rowsOf(students, ({ result }) => result.notes);
  const files = ignored.map((name) => rowOf(htmlName(name), []));
  return [
    listSection('remarks', 'Remarks', ['student', 'remark'], remarks),
    listSection('ignored', 'Not submissions', ['file'], files),
  ].flat();
}

/** Returns a row for each student with texts. */
function rowsOf(
  students: readonly StudentFigures[],
  textsOf: (student: StudentFigures) => readonly string[],
): string[] {
  return students.flatMap((student) => {
    const texts = textsOf(student).map(htmlLine);
    return texts.length === 0 ? [] : [rowOf(htmlName(student.result.name), texts)];
  });
}

function rowOf(name: string, texts: readonly string[]): string {
  const more = texts.length > SHOWN ? [`and ${texts.length - SHOWN} more`] : [];
  const all = [...texts.slice(0, SHOWN), ...more];
  const cell = texts.length === 0 ? '' : `<td>${all.join('<br>')}</td>`;
  return `<tr><th scope="row">${name}</th>${cell}</tr>`;
}

/** Returns a section with a table. Returns none if the table has no rows. */
function listSection(
  id: string,
  title: string,
  heads: readonly string[],
  rows: readonly string[],
): PageSection[] {
  if (rows.length === 0) return [];
  const head = heads.map((each) => `<th scope="col">${each}</th>`).join('');
  const tableOf = (some: readonly string[]): string =>
    [
      `<table class="list">\n<thead><tr>${head}</tr></thead>`,
      `<tbody>\n${some.join('\n')}\n</tbody>\n</table>`,
    ].join('\n');
  const more = rows.slice(ROWS);
  const rest = `<details class="more"><summary>${more.length} more</summary>\n${tableOf(more)}\n</details>`;
  const body = `${tableOf(rows.slice(0, ROWS))}${more.length > 0 ? `\n${rest}` : ''}`;
  return [{ id, title, count: rows.length, body }];
}
