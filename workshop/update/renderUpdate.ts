import { clean } from '../../grader/report/clean';
import { wrap } from '../../grader/report/wrap';
import type { ReadyUpdate } from './ReadyUpdate';

/** How many lines of each kind are shown. The terminals of students have 32 rows. */
const MOST_NEWS = 8;
const MOST_ENTRIES = 5;
const MOST_FILES = 6;

/** Returns the text about an update that has not happened yet. */
export function renderUpdate({ from, plan, news, commit, backup }: ReadyUpdate): string {
  const { updated, kept, renamed, moved } = plan;
  const lines = [`Updates come from ${from}.`, ''];
  if (updated.length > 0) {
    lines.push(`The update changes ${count(updated.length, 'file')} of the course.`);
  }
  if (backup !== undefined && updated.length > 0) {
    lines.push(`The files that it replaces are then in ${backup}/`);
  }
  if (commit === 'merge') {
    lines.push('Your commits stay. A merge commit joins them with the update.');
  }
  lines.push('Your code stays as it is. Nothing that you wrote is deleted.');
  section(
    lines,
    'These imports in your files get the new paths of supplied files:',
    moved.map(({ path, from: old, to }) => `${path}: ${old} becomes ${to}`),
    MOST_FILES,
  );
  section(
    lines,
    'You have changed these files of the course, and so has the update. Yours get another name:',
    renamed.map(({ path, kept: name }) => `${path} is kept as ${name}`),
    Infinity,
  );
  section(
    lines,
    'These stubs have changed, but you have changed the files too. Your files stay:',
    kept,
    MOST_FILES,
  );
  section(lines, 'What is new in the steps:', news.steps, MOST_NEWS);
  section(lines, 'What is new in CHANGELOG.md:', news.changelog, MOST_ENTRIES);
  return `${lines.map((line) => (line.startsWith('  ') ? line : wrap(line))).join('\n')}\n`;
}

/** Returns the text after an update. */
export function renderDone({ plan, backup }: ReadyUpdate, hasBackup: boolean): string {
  const lines = ['The course is updated.'];
  for (const { path, kept } of plan.renamed) lines.push(`Your ${path} is now ${kept}`);
  if (hasBackup) lines.push(`The replaced files are in ${backup}/`);
  if (plan.writes.has('package-lock.json')) {
    lines.push('The packages have changed. Type: npm install');
  }
  lines.push('Then check this machine: npm run doctor');
  return `${lines.map((line) => wrap(clean(line))).join('\n')}\n`;
}

/** Adds a heading and at most `most` items. Adds nothing if there are no items. */
function section(lines: string[], heading: string, items: readonly string[], most: number): void {
  if (items.length === 0) return;
  lines.push('', heading);
  for (const item of items.slice(0, most)) lines.push(wrap(clean(item), '  '));
  if (items.length > most) lines.push(`  … and ${items.length - most} more`);
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
