/** Words with more changes are perhaps not meant as the name. */
const MOST_CHANGES = 2;

/** A shorter word is the beginning of many words. */
const SHORTEST_BEGINNING = 3;

/**
 * Returns the name that is most similar to a word: `network` for `netwrok`, `partition` for `part`.
 * Returns undefined if no name is similar. Upper and lower case are the same.
 */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const most = Math.min(MOST_CHANGES, Math.floor(wanted.length / 2));
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
