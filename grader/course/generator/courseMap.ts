import { COURSE, handoutOf } from '../course';
import type { Step } from '../course';
import { format } from './format';
import { GeneratorError } from './GeneratorError';

/** The page with the table of the steps, from the project's root. */
export const COURSE_MAP = 'exercises/README.md';

const HEAD = '| step | you write | minutes | points | uses |';
const LINE = '| --- | --- | --: | --: | --- |';
const TABLE = /^\| step +\| you write [^]*?(?=^$)/m;

/**
 * Returns the page with a table made from the course table.
 *
 * @param page the current text of the page
 * @throws GeneratorError if the page has no table of the steps
 */
export async function courseMap(page: string): Promise<string> {
  if (!TABLE.test(page)) throw new GeneratorError(`${COURSE_MAP} has no table of the steps`);
  const table = [HEAD, LINE, ...COURSE.map(row)].map((line) => `${line}\n`).join('');
  return format(
    page.replace(TABLE, () => table),
    'markdown',
  );
}

function row({ number, title, functions, name, minutes, points, uses }: Step): string {
  const page = handoutOf({ number, name }).replace(/^exercises\//, '');
  const written = functions.map((each) => `\`${each}\``).join(', ');
  const used = COURSE.filter((step) => uses.includes(step.name)).map((step) => step.number);
  const cells = [
    `[${number}. ${title}](${page})`,
    `${written} in \`${name}.ts\``,
    minutes,
    points,
    used.join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}
