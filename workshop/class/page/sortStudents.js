'use strict';
// This script runs in the page of a class. It sorts the table of students, and filters it by name.

{
  const table = document.querySelector('.students');
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows];
  const find = document.querySelector('.find');
  const input = find.querySelector('input');
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  /** Returns what a cell is sorted by: a number, or a text. Returns undefined for an empty cell. */
  const valueOf = ({ cells }, column) => {
    const cell = cells[column];
    const text = cell.textContent;
    const time = cell.querySelector('time');
    if (time !== null) return parseFloat(time.dateTime.slice(2));
    if (cell.className === 'unwritten') return -1;
    if (text === '') return undefined;
    const number = parseFloat(text);
    return /^(total|all|some|none)$/.test(cell.className) ? number : text;
  };

  const compare = (one, two) =>
    typeof one === 'number' && typeof two === 'number' ? one - two : order.compare(one, two);

  /** Sorts by a column. Empty cells are last in both directions. */
  const sortBy = (column) => {
    const isDown = heads[column].ariaSort === 'ascending';
    for (const head of heads) head.removeAttribute('aria-sort');
    heads[column].ariaSort = isDown ? 'descending' : 'ascending';
    const valued = rows.map((row) => ({ row, value: valueOf(row, column) }));
    const [full, empty] = [true, false].map((is) =>
      valued.filter(({ value }) => (value !== undefined) === is),
    );
    full.sort((one, two) => compare(one.value, two.value) * (isDown ? -1 : 1));
    body.append(...[...full, ...empty].map(({ row }) => row));
  };

  const filter = () => {
    const wanted = input.value.trim().toLowerCase();
    for (const row of rows) {
      row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
    }
    const count = rows.filter(({ hidden }) => !hidden).length;
    find.querySelector('output').value = wanted === '' ? '' : `${count} of ${rows.length}`;
  };

  for (const [column, head] of heads.entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', () => sortBy(column));
    head.append(button);
  }
  input.addEventListener('input', filter);
  find.hidden = false;
  // A browser can bring back the text of an earlier visit.
  filter();
}
