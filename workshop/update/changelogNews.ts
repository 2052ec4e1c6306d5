/**
 * Returns the entries of a changelog that an older one does not have, in order. An entry is a line
 * that begins with `- `. Marks for bold text and links are removed.
 */
export function changelogNews(before: string, after: string): string[] {
  const old = new Set(entriesOf(before));
  return entriesOf(after).filter((entry, i, all) => !old.has(entry) && all.indexOf(entry) === i);
}

function entriesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('- '))
    .map((line) =>
      line
        .slice(2)
        .replaceAll('**', '')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'),
    );
}
