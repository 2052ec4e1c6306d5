import { isStepFile } from './CourseFiles';
import type { CourseFiles } from './CourseFiles';
import { changelogNews } from './changelogNews';
import { stepNumberOf, stubNews } from './stubNews';

/** What is new in a version of the course, in sentences for students. */
export interface News {
  steps: string[];
  /** The new entries of the changelog. */
  changelog: string[];
}

/** Returns what students should know about the difference between two versions of the course. */
export function newsOf(base: CourseFiles, next: CourseFiles): News {
  const textOf = (version: CourseFiles, path: string): string =>
    version.files.has(path) ? version.read(path).toString('utf8') : '';
  const isNew = (path: string): boolean =>
    base.files.get(path)?.id !== next.files.get(path)?.id && next.files.has(path);
  const paths = [...next.files.keys()].filter(isNew).toSorted();
  const stubs = paths.filter(isStepFile).flatMap((path) => {
    const stub = textOf(next, path);
    const title = `Step ${stepNumberOf(stub) ?? '?'}, ${nameOf(path)}`;
    if (!base.files.has(path)) return [`${title}, is a new step: ${path}`];
    return stubNews(textOf(base, path), stub).map(
      ({ name, change }) => `${title}: in the stub, ${name} ${change}`,
    );
  });
  const handouts = paths
    .filter((path) => /^exercises\/(\d\d-\w+|labs\/[\w-]+)\.md$/.test(path))
    .map((path) =>
      base.files.has(path) ? `The handout has changed: ${path}` : `There is a new handout: ${path}`,
    );
  return {
    steps: [...stubs, ...handouts],
    changelog: changelogNews(textOf(base, 'CHANGELOG.md'), textOf(next, 'CHANGELOG.md')),
  };
}

function nameOf(path: string): string {
  return path.replace(/^starter\//, '').replace(/\.ts$/, '');
}
