import { COURSE } from '../../grader/course/course';

/** Words with more changes are perhaps not meant as a step. */
const MOST_CHANGES = 2;

/** A shorter word is the beginning of many words. */
const SHORTEST_BEGINNING = 3;

/**
 * Returns the name of a step that is similar to a word: `mine` for `mien`, `step3` for `setp3`,
 * `hashBlock` for `hash`. Returns undefined if no step is similar.
 */
export function nearestStep(word: string): string | undefined {
  const wanted = word
    .toLowerCase()
    .replace(/^.*[\\/]/, '')
    .replace(/\.ts$/, '');
  const most = Math.min(MOST_CHANGES, Math.floor(wanted.length / 2));
  const names = COURSE.flatMap(({ name, number }) => [name, `step${number}`]);
  const [nearest] = names
    .map((name) => ({ name, changes: changesBetween(wanted, name.toLowerCase()) }))
    .filter(({ changes }) => changes <= most)
    .toSorted((one, other) => one.changes - other.changes);
  if (nearest !== undefined) return nearest.name;
  if (wanted.length < SHORTEST_BEGINNING) return undefined;
  return names.find((name) => name.toLowerCase().startsWith(wanted));
}

/** Returns how many letters to add, remove or replace to make one word from another. */
function changesBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = row[j] + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(replaced, row[j + 1] + 1, next[j] + 1));
    }
    row = next;
  }
  return row[to.length];
}
