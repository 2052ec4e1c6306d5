import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { COURSE, handoutOf } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { MAP, pageOfStep, PROTOCOL, TOGETHER } from './channel/pages';

const LABS = 'exercises/labs';

/** The texts that the page can show: the name in the page's address, and the file from the project's root. */
export const COURSE_PAGES: ReadonlyMap<string, string> = new Map([
  [MAP, 'exercises/README.md'],
  ...COURSE.map((step): [string, string] => [pageOfStep(step.number), handoutOf(step)]),
  [TOGETHER, 'exercises/network.md'],
  [PROTOCOL, 'exercises/protocol.md'],
  ...readdirSync(join(ROOT, LABS))
    .filter((name) => /^[a-z]-[a-z-]+\.md$/.test(name))
    .map((name): [string, string] => [`lab-${name[0]}`, `${LABS}/${name}`]),
]);

/** Returns the name of the page to which a link in a file leads. Returns undefined if there is none. */
export function pageOfLink(file: string, href: string): string | undefined {
  const [path] = href.split('#');
  const target = posix.join(posix.dirname(file), path);
  return [...COURSE_PAGES].find(([, known]) => path !== '' && known === target)?.[0];
}
