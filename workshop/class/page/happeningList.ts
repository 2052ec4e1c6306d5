import type { Happening } from './ClassFigures';
import { htmlLine, htmlName, htmlStep } from './htmlLine';

/** How many lines are shown at once. */
const SHOWN = 8;

/**
 * Returns a list of what happened to students, with their names folded in.
 *
 * @param hint what the list counts
 */
export function happeningList(all: readonly Happening[], hint: string): string {
  if (all.length === 0) return '<p class="hint">None.</p>';
  const [shown, more] = [all.slice(0, SHOWN), all.slice(SHOWN)];
  const rest = `<details class="more"><summary>${more.length} more</summary>\n${listOf(more)}\n</details>`;
  return [`<p class="hint">${hint}</p>`, listOf(shown), ...(more.length > 0 ? [rest] : [])].join(
    '\n',
  );
}

function listOf(all: readonly Happening[]): string {
  return `<ul class="happenings">\n${all.map(itemOf).join('\n')}\n</ul>`;
}

function itemOf({ step, text, names, of }: Happening): string {
  const count = `<span class="count"><b>${names.length}</b> of ${of}</span>`;
  // Our own texts name code as Markdown does.
  const words = htmlLine(text).replace(/`([^`]+)`/g, '<code>$1</code>');
  const what = `<span>${htmlStep(step)} ${words}</span>`;
  const who = `<p>${names.map(htmlName).join(', ')}</p>`;
  return `<li><details><summary>${count} ${what}</summary>${who}</details></li>`;
}
