import { COURSE } from '../../grader/course/course';
import { likelyMistakes } from '../../grader/mistakes/likelyMistakes';
import { HOSTILE_NAMES, sampleClass } from '../../tests/support/sampleClass';
import { classPage } from '../class/page/classPage';

jest.mock('../../grader/mistakes/likelyMistakes');
const mistakes = jest.mocked(likelyMistakes);

beforeEach(() => {
  mistakes.mockReset().mockReturnValue([]);
});

/** Returns the words of a section of a page, with `|` between its rows. */
function wordsOf(page: string, id: string): string {
  const section = new RegExp(`<section id="${id}"[^]*?</section>`).exec(page)?.[0] ?? '';
  return section
    .replace(/<\/(tr|li|h2)>/g, '|')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([,.])/g, '$1')
    .trim();
}

const leadOf = (page: string): string =>
  (/<h1>[^]*?<\/header>/.exec(page)?.[0] ?? '').replace(/<nav[^]*/, '').replace(/<[^>]*>/g, '');

it('begins with where the class stands', () => {
  expect(leadOf(classPage(sampleClass())).split('\n')).toEqual([
    '29 of 30 submissions are graded',
    'Half of the students have 77.5 of 140 points or more, and 2 have all. More than half have passed steps 1 to 7. The hardest step is 14 signatures, with 7.5 of 10 points on average for those who wrote it. 1 is not judged. 1 is judged only in part. 1 total is set by hand.',
    '',
  ]);
});

it('says that it shows only a part of a class, without the overrides of other students', () => {
  const graded = sampleClass();
  const results = graded.results.filter(({ name }) => !graded.overrides.has(name));
  const lead = leadOf(classPage({ ...graded, results, incomplete: 'This is shard 2 of 3.' }));
  expect(lead).toContain('\nThis is shard 2 of 3. Half of');
  expect(lead).not.toContain('by hand');
});

it('shows each student in each step', () => {
  const words = wordsOf(classPage(sampleClass()), 'students');
  const none = ' –'.repeat(11);
  expect(words).toContain('| Student 17 10 10 5' + none + ' 25 12.9 s |');
  expect(words).toContain(
    '| Student 5 10 10 10 10 10 5' + ' –'.repeat(8) + ' 77.5 10.5 s set by hand |',
  );
  expect(words).toContain('| Student 6 11.2 s not judged |');
  expect(words).toContain(
    '| Student 7 10 10 – 10 10 10 10 5' + ' –'.repeat(6) + ' 75 11.9 s remarks |',
  );
  expect(words).toMatch(/\| Student 9 10 10 – 10 .* 95 10.3 s \|/);
  expect(words).toMatch(/\| Student 8 10 10 5\? 10 .* judged in part \|/);
});

it('shows how many students have which part of a step', () => {
  const page = classPage(sampleClass());
  expect(page).toContain('aria-label="all points: 27, some points: 2"');
  expect(page).toContain('aria-label="Students by points. 0 to 14 points: 2, 14 to 28 points: 4,');
});

it('counts the checks that students miss, and their mistakes, and names the students', () => {
  mistakes.mockImplementation(({ step, points }) =>
    points === 5 && step.number > 13 ? ['The <name> is not signed. Sign `name`.'] : [],
  );
  const page = classPage(sampleClass());
  expect(wordsOf(page, 'checks')).toContain(
    '2 of 4 14 signatures check 2 of signatures Student 13, Student 28 |',
  );
  expect(wordsOf(page, 'mistakes')).toContain(
    '2 of 4 14 signatures The &lt;name&gt; is not signed. Sign name. Student 13, Student 28 |',
  );
});

it('says who is not judged, whose points are set by hand, and what was odd', () => {
  const page = classPage(sampleClass());
  expect(wordsOf(page, 'not-judged')).toBe(
    'Not judged 1 | student why | Student 6 the zip archive is damaged |',
  );
  expect(wordsOf(page, 'help')).toMatch(
    /^Fewest points\| student points and steps \|.* 5 points, 1 step written \|.* 25 points, 3 steps written \|$/,
  );
  expect(wordsOf(page, 'by-hand')).toContain(
    '| Student 5 77.5 points (graded 55): ill, oral exam |',
  );
  expect(wordsOf(page, 'open')).toContain('1 of 23 3 mine the computer was busy Student 8 |');
  // The table of students shows which files are missing.
  expect(wordsOf(page, 'remarks')).toContain(
    '| Student 7 &quot;Mine.ts&quot; is read as mine.ts. |',
  );
  expect(wordsOf(page, 'ignored')).toContain('| grades.xlsx |');
});

it('shows names as they are, without elements and without control characters', () => {
  const page = classPage(sampleClass());
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toMatch(/<img|onerror="|\u202E/);
  expect(page.includes('\u0007')).toBe(false);
  expect(page).toContain('<bdi>·gnp.exe·</bdi>');
  expect(page).toContain(HOSTILE_NAMES[3]);
  expect(page).toContain('&lt;script&gt;document.title = &#39;hacked&#39;&lt;/script&gt;');
});

it('is the same for the same results, except for durations', () => {
  const graded = sampleClass();
  const page = classPage(graded);
  const turned = { ...graded, results: graded.results.toReversed() };
  expect(classPage(turned)).toBe(page);
  const slower = graded.results.map((result, i) => ({ ...result, seconds: 3600 - i }));
  const later = classPage({ ...graded, results: slower });
  expect(later).not.toBe(page);
  const withoutTimes = (text: string): string => text.replace(/<time [^>]*>[^<]*<\/time>/g, '');
  expect(withoutTimes(later)).toBe(withoutTimes(page));
});

it('names who wrote nothing', () => {
  const graded = sampleClass();
  const missing = COURSE.map(({ name }) => name);
  const results = graded.results.map((result, i) => (i < 2 ? result : { ...result, missing }));
  const page = classPage({ ...graded, results, overrides: new Map() });
  expect(wordsOf(page, 'help')).toMatch(/\| Nothing written .*Student 13, .*Student 9/);
});

it('folds long lists, and says who is graded by hand only', () => {
  const graded = sampleClass();
  const results = graded.results.map((result, i) =>
    i < 20 ? { ...result, report: undefined, reason: 'it is empty' } : result,
  );
  const page = classPage({ ...graded, results });
  expect(leadOf(page)).toContain('10 of 30 submissions are graded, 1 by hand\n');
  expect(page).toContain('<summary>11 more</summary>');
  const zero = new Map(results.map(({ name }) => [name, { points: 0, reason: '' }]));
  expect(leadOf(classPage({ ...graded, overrides: zero }))).toContain(
    '\nAt least half of the students have no points.',
  );
});

it('has no figures of a class without a grade', () => {
  const [, , , , , , corrupt] = sampleClass().results;
  const graded = { ...sampleClass(), results: [corrupt], overrides: new Map() };
  const page = classPage(graded);
  expect(leadOf(page)).toBe('0 of 1 submission is graded\n1 is not judged.\n');
  expect(page).not.toContain('NaN');
  expect(classPage({ ...graded, results: [] })).toContain('0 of 0 submissions are graded');
});

it('is small: less than 1 MB for 300 students', () => {
  expect(COURSE).toHaveLength(14);
  expect(classPage(sampleClass(300)).length).toBeLessThan(1_000_000);
});
