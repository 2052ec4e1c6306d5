import { escapeMarkup } from '../../../grader/report/formats/escapeMarkup';
import { plainLine } from '../../../grader/report/formats/plainText';

/** The maximum length of a text, in UTF-16 units. */
const LONGEST = 400;

/** Returns a text of anybody as one line of HTML, without control characters. Cuts a long text. */
export function htmlLine(text: string): string {
  return escapeMarkup(plainLine(text, LONGEST));
}

/** Returns a student's name as HTML. A name can have another direction of writing. */
export function htmlName(name: string): string {
  return `<bdi>${htmlLine(name)}</bdi>`;
}

/** Returns how a page names a step. */
export function htmlStep({ number, name }: { number: number; name: string }): string {
  return `<span class="step"><b>${number}</b> ${htmlLine(name)}</span>`;
}
