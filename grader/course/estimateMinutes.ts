import { join } from 'node:path';
import { handoutOf } from './course';
import type { Step } from './course';
import { stubOf } from './generator/stubOf';
import { ROOT, SOLUTION } from './parts';
import { readText } from './readText';
import { specificationOf } from './specificationOf';

/** How many words of a handout a student reads in a minute. Technical text is slow to read. */
const WORDS_A_MINUTE = 150;

/** How many minutes a line of code takes. */
const MINUTES_A_LINE = 0.75;

/** How many minutes it takes to check the code against a sentence of the specification. */
const MINUTES_A_SENTENCE = 1;

/** How many minutes a failed try takes: to read the report, and to change the code. */
const MINUTES_A_TRY = 5;

/** Estimates are rounded to this number of minutes. */
const ROUNDED_TO = 5;

/**
 * Returns how many minutes a step takes. This is an estimate, until a course has measured its own
 * minutes: words to read / 150 + lines to write × 0.75 + sentences of the specification + failed
 * tries × 5, rounded to five minutes.
 */
export function estimateMinutes(step: Step): number {
  const minutes =
    wordsOf(readText(join(ROOT, handoutOf(step)))) / WORDS_A_MINUTE +
    linesToWrite(step) * MINUTES_A_LINE +
    specificationOf(step).size * MINUTES_A_SENTENCE +
    step.failedTries * MINUTES_A_TRY;
  return Math.round(minutes / ROUNDED_TO) * ROUNDED_TO;
}

/** Returns how many words of a handout are visible before a student opens hints and answers. */
function wordsOf(handout: string): number {
  const visible = handout.replaceAll(/<details>[^]*?<\/details>/g, '');
  return visible.split(/\s+/).filter((word) => /\w/.test(word)).length;
}

/** Returns how many lines the reference has more than the stub, without its `throw` statements. */
function linesToWrite(step: Step): number {
  const reference = readText(join(SOLUTION, `${step.name}.ts`));
  const stub = stubOf(reference, step).replaceAll(/throw new NotImplemented\([^]*?\);/g, '');
  return linesOf(reference) - linesOf(stub);
}

/** Returns the number of lines with code. Imports are not counted. */
function linesOf(source: string): number {
  return source
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .split('\n')
    .filter((line) => /^\s*(?!\/\/|import )\S/.test(line)).length;
}
