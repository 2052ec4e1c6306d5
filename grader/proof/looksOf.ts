import { fingerprintOf } from '../fingerprintOf';
import type { CheckReport, Failure } from '../harness/Report';

/** Numbers below this are counted out, as blocks and cents are; those above are drawn by lot. */
const LARGE = 1000;

/** Two large numbers that differ by no more have to do with each other, as a time and the next. */
const NEAR = 2;

/**
 * An id; hashes and keys, whole or cut short, in small letters or capitals, which may be all digits;
 * and numbers.
 */
const DRAWN =
  /(?<=\bid: ')[^']+|[0-9a-f]{4,}(?=[…'])|(?=\d*[a-f])[0-9a-f]{8,}|[0-9A-F]{8,}(?=[…'])|\d+/g;

/**
 * A fingerprint of what came in place of what. Hashes and numbers are others for each seed, so of
 * them it keeps only which are the same, and which are next to each other.
 */
export function looksOf(checks: readonly CheckReport[]): string {
  const failures = checks.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  return fingerprintOf(failures.map(shapeOf).join('\n')).slice(0, 16);
}

/** A failure in words, with a sign in place of all that was drawn by lot. */
export function shapeOf({ tried, expected, got }: Failure): string {
  const texts: string[] = [];
  const numbers: number[] = [];
  return [tried, expected, got].join('\n').replace(DRAWN, (drawn, at: number, whole: string) => {
    const isNumber = /^\d+$/.test(drawn) && !/[…']/.test(whole.charAt(at + drawn.length));
    if (isNumber) return numberSign(Number(drawn), numbers);
    // A parent that is none is not drawn by lot.
    if (/^0+$/.test(drawn)) return drawn;
    const lower = drawn.toLowerCase();
    if (!texts.includes(lower)) texts.push(lower);
    return `${lower === drawn ? 'text' : 'TEXT'}${texts.indexOf(lower)}`;
  });
}

function numberSign(number: number, seen: number[]): string {
  if (number < LARGE) return '#';
  const near = seen.findIndex((other) => Math.abs(number - other) <= NEAR);
  if (near < 0) return `number${seen.push(number) - 1}`;
  const difference = number - seen[near];
  return `number${near}${difference === 0 ? '' : `${difference > 0 ? '+' : ''}${difference}`}`;
}
