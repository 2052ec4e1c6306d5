import { clean } from '../clean';

/** The longest text of one field in a report, in UTF-16 units. */
const LONGEST = 4000;

/**
 * Returns a text without control characters, lone surrogates and marks that change the direction of
 * writing. Cuts a long text.
 */
export function plainText(text: string, longest = LONGEST): string {
  return clean(text.length > longest ? `${text.slice(0, longest)}…` : text);
}

/** Returns a plain text in one line. */
export function plainLine(text: string, longest?: number): string {
  return plainText(text, longest).replace(/\s+/g, ' ').trim();
}
