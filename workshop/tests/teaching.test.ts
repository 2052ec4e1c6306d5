import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { STEPS } from '../../grader/steps';
import { reference } from '../../grader/steps/support/reference';

const FOLDER = join(ROOT, 'exercises', 'teaching');

const readPage = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

/** The section of each step in `oral.md`, with its heading. */
const sections = readPage('oral.md')
  .split(/^(?=## Step )/m)
  .slice(1);

it('the page of the oral exam has a section for each step, in order', () => {
  expect(sections.map((section) => /^## (.*)$/m.exec(section)?.[1])).toEqual(
    COURSE.map(({ number, name }) => `Step ${number}: ${name}`),
  );
});

describe.each(
  COURSE.map((step, place): [string, Step, string] => [step.name, step, sections[place]]),
)('the exam of %s', (_name, step, section) => {
  it('has a question, a good answer with 3 to 5 points, a weak answer, and a wrong file', () => {
    expect([...section.matchAll(/\*\*(.*?)\*\*/g)].map(([, label]) => label)).toEqual([
      'Question.',
      'A good answer says:',
      'A weak answer says:',
      'Wrong file:',
      'The student should find:',
    ]);
    const points = section.replace(/^```diff.*?^```$/ms, '').match(/^- /gm) ?? [];
    expect(points.length).toBeGreaterThanOrEqual(3);
    expect(points.length).toBeLessThanOrEqual(5);
  });

  it('names a mutant of the step, and shows all its changes to the reference', () => {
    const name = /^\*\*Wrong file:\*\* "(.*)"$/m.exec(section)?.[1];
    const { wrong } = STEPS[step.name].mutants;
    expect(wrong.map((mutant) => mutant.name)).toContain(name);
    const source = wrong.find((mutant) => mutant.name === name)?.source;
    expect(patched(reference(step.name), hunksOf(section))).toBe(source);
  });
});

it.each(readdirSync(FOLDER).filter((file) => file.endsWith('.md')))(
  '%s is short enough',
  (file) => {
    const words = readPage(file)
      .split(/\s+/)
      .filter((word) => /\w/.test(word));
    expect(words.length).toBeLessThanOrEqual(file === 'oral.md' ? 3500 : 1200);
  },
);

it('the agenda of three hours has no gap, and ends after three hours', () => {
  const rows = [...readPage('three-hours.md').matchAll(/^\| (\d):(\d\d) +\| +(\d+) \|/gm)].map(
    ([, hours, minutes, length]) => ({
      start: Number(hours) * 60 + Number(minutes),
      length: Number(length),
    }),
  );
  const ends = rows.map(({ start, length }) => start + length);
  expect(rows.map(({ start }) => start)).toEqual([0, ...ends.slice(0, -1)]);
  expect(ends.at(-1)).toBe(180);
});

describe('the plan of six weeks', () => {
  const [before, ...weeks] = readPage('six-weeks.md').split(/^## (?=Week )/m);

  /** Returns the sum of the minutes in the rows that begin like this. */
  const minutesOf = (text: string, beginning: string): number =>
    [...text.matchAll(/^\| (.*) \| +(\d+) \|$/gm)]
      .filter(([, cells]) => cells.startsWith(beginning))
      .reduce((sum, [, , minutes]) => sum + Number(minutes), 0);

  it('each week has two hours in class, and two to three at home', () => {
    expect(weeks).toHaveLength(6);
    for (const week of weeks) {
      expect(minutesOf(week, 'class ')).toBe(120);
      expect(minutesOf(week, 'home ')).toBeGreaterThanOrEqual(120);
      expect(minutesOf(week, 'home ')).toBeLessThanOrEqual(180);
    }
  });

  it('the weeks give each step the minutes of the table', () => {
    const table = [...before.matchAll(/^\| \[Step (\d+)\].*?\| +(\d+) \|/gm)];
    expect(table.map(([, number, minutes]) => [Number(number), Number(minutes)])).toEqual(
      COURSE.map(({ number, minutes }) => [number, minutes]),
    );
    for (const [, number, minutes] of table) {
      const planned = weeks
        .flatMap((week) => [...week.matchAll(/^\| \w+ +\| \[Step (\d+)\].*\| +(\d+) \|$/gm)])
        .filter((row) => row[1] === number)
        .reduce((sum, row) => sum + Number(row[2]), 0);
      expect(`step ${number}: ${planned}`).toBe(`step ${number}: ${minutes}`);
    }
    const total = table.reduce((sum, [, , minutes]) => sum + Number(minutes), 0);
    expect(before).toContain(`Together these are ${total} minutes.`);
  });
});

/** The lines of a hunk, before and after the change. */
interface Hunk {
  before: string;
  after: string;
}

/** Reads the block of code that is marked `diff`. A line `@@` is between two hunks. */
function hunksOf(section: string): Hunk[] {
  const diff = /^```diff\n(.*?)^```$/ms.exec(section)?.[1] ?? '';
  return diff.split(/^@@\n/m).map((text) => {
    const lines = text.split('\n').slice(0, -1);
    const side = (sign: string): string =>
      lines
        .filter((line) => line.startsWith(sign) || line.startsWith(' '))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    return { before: side('-'), after: side('+') };
  });
}

/**
 * Returns the text after all hunks.
 *
 * @throws Error unless the text contains the lines of each hunk exactly once
 */
function patched(text: string, hunks: readonly Hunk[]): string {
  return hunks.reduce((result, { before, after }) => {
    if (result.split(before).length !== 2)
      throw new Error(`these lines are not there once:\n${before}`);
    return result.replace(before, () => after);
  }, text);
}
