import { fingerprintOf } from '../course/fingerprintOf';
import type { CheckReport, Failure } from '../harness/parent/suite/Report';

/** Numbers below this limit are counts of blocks or cents. Larger numbers are random. */
const LARGE = 1000;

/**
 * Two large numbers are related if their difference is at most `NEAR`. An example: the timestamps
 * of two blocks in a row.
 */
const NEAR = 2;

/**
 * Ids, hashes, keys and numbers. Hashes can be shortened. They can be in lower case or in capitals.
 */
const RANDOM =
  /(?<=\bid: ')[^']+|[0-9a-f]{4,}(?=[…'])|(?=\d*[a-f])[0-9a-f]{8,}|[0-9A-F]{8,}(?=[…'])|\d+/g;

/**
 * Returns a fingerprint of the words of all failures. Hashes and numbers depend on the seed. The
 * fingerprint only shows which hashes are equal, and which numbers are equal or nearly equal.
 */
export function failureShape(checks: readonly CheckReport[]): string {
  const failures = checks.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  return fingerprintOf(failures.map(shapeInWords).join('\n')).slice(0, 16);
}

/** Returns a failure's words, with a sign instead of each random value. */
export function shapeInWords({ tried, expected, got }: Failure): string {
  const texts: string[] = [];
  const numbers: number[] = [];
  return [tried, expected, got].join('\n').replace(RANDOM, (drawn, at: number, whole: string) => {
    const isNumber = /^\d+$/.test(drawn) && !/[…']/.test(whole.charAt(at + drawn.length));
    if (isNumber) return numberSign(Number(drawn), numbers);
    // The zeros of a block without a parent are not random.
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
