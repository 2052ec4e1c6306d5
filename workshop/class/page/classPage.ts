import { join } from 'node:path';
import { readText } from '../../../grader/course/readText';
import { htmlDocument } from '../../../grader/report/formats/htmlDocument';
import { median } from '../classFiles';
import type { GradedClass } from '../classFiles';
import { gradeSections, helpSections, remarkSections } from './attentionSections';
import { figuresOf } from './ClassFigures';
import type { ClassFigures } from './ClassFigures';
import { CLASS_STYLE } from './classPageStyle';
import { classHeading, classSentences } from './classSentences';
import { happeningList } from './happeningList';
import { htmlDuration } from './htmlDuration';
import { htmlLine } from './htmlLine';
import { htmlLinks, htmlSection } from './PageSection';
import type { PageSection } from './PageSection';
import { pointsHistogram } from './pointsHistogram';
import { stepBars } from './stepBars';
import { studentTable } from './studentTable';

/**
 * Returns `class.html`: one page about a class. It is complete without its script, which only sorts
 * and filters the table of students. The same results give the same page, except for durations.
 */
export function classPage(graded: GradedClass): string {
  const figures = figuresOf(graded);
  const { students, steps, totals, outOf, missed, mistakes, open } = figures;
  const pictures: PageSection[] = [
    { id: 'steps', title: 'Students in each step', body: stepBars(steps) },
    { id: 'points', title: 'Students by points', body: pointsHistogram(totals, outOf) },
  ];
  const happenings: PageSection[] = [
    {
      id: 'checks',
      title: 'The checks most missed',
      body: happeningList(missed, 'Of the students who wrote the step.'),
    },
    {
      id: 'mistakes',
      title: 'Known mistakes',
      body: happeningList(mistakes, 'Files that fail as a known wrong file does.'),
    },
  ];
  const table = {
    ...{ id: 'students', title: 'All students', count: students.length },
    body: studentTable(graded, figures),
  };
  const unjudged: PageSection = {
    ...{ id: 'open', title: 'Judged only in part' },
    body: happeningList(open, 'Why checks are not judged. Such a check gives no points.'),
  };
  const others = [
    ...gradeSections(graded, figures),
    ...helpSections(graded, figures),
    table,
    ...(open.length > 0 ? [unjudged] : []),
    ...remarkSections(graded, figures),
  ];
  const body = [
    '<header>',
    '<p class="brand">Cantor: the class</p>',
    `<h1>${classHeading(figures)}</h1>`,
    `<p class="lead">${classSentences(figures, graded).join(' ')}</p>`,
    htmlLinks([...happenings, ...others]),
    '</header>',
    `<div class="pair pictures">\n${pictures.map(htmlSection).join('\n')}\n</div>`,
    `<div class="pair">\n${happenings.map(htmlSection).join('\n')}\n</div>`,
    ...others.map(htmlSection),
    `<footer>${footer(graded, figures)}</footer>`,
  ].join('\n');
  const script = readText(join(__dirname, 'sortStudents.js'));
  return htmlDocument({ title: 'Cantor: the class', style: CLASS_STYLE, script, body });
}

/** Returns how long the gradings took, and with which course. */
function footer({ course }: GradedClass, { students }: ClassFigures): string {
  const seconds = students.map(({ result }) => result.seconds).toSorted((one, two) => one - two);
  const sum = seconds.reduce((total, each) => total + each, 0);
  const isolations = new Set(students.flatMap(({ result }) => result.report?.isolation ?? []));
  const isolation = isolations.size === 0 ? '' : `Isolation: ${[...isolations].join(', ')}.`;
  return [
    `<p>The gradings took ${htmlDuration(round(sum))} together. Half of them took ${htmlDuration(median(seconds) ?? 0)} or less, the longest ${htmlDuration(seconds.at(-1) ?? 0)}.</p>`,
    `<p>Course version <code>${htmlLine(course.slice(0, 12))}</code>. ${htmlLine(isolation)}</p>`,
  ].join('');
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
