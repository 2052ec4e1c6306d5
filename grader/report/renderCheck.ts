import { handoutOf } from '../course/course';
import type { Step } from '../course/course';
import { specificationOf } from '../course/specificationOf';
import type { CheckReport, Failure } from '../harness/parent/suite/Report';
import { clean } from './clean';
import { cutLines } from './cutLines';
import { foldPrinted } from './foldPrinted';
import type { Paint, Tone } from './paint';
import { placeOf } from './placeOf';
import { sentencesInWords } from './sentencesInWords';
import { wrap } from './wrap';

type Label = 'passed' | 'failed' | 'not written' | 'not judged';

const SIGNS: Record<Label, { sign: string; tone: Tone }> = {
  passed: { sign: '✓', tone: 'good' },
  failed: { sign: '✗', tone: 'bad' },
  'not written': { sign: '–', tone: 'open' },
  'not judged': { sign: '–', tone: 'open' },
};

/** How to show some checks, one below the other. */
export interface CheckStyle {
  /** The length of the longest label. */
  labelWidth: number;
  /** The length of the longest score. */
  scoreWidth: number;
  paint: Paint;
  columns: number;
}

/** Returns a style in which the names of these checks begin in the same column. */
export function styleOf(
  checks: readonly CheckReport[],
  { paint, columns }: Pick<CheckStyle, 'paint' | 'columns'>,
): CheckStyle {
  return {
    labelWidth: Math.max(...checks.map((check) => labelOf(check).length)),
    scoreWidth: Math.max(...checks.map((check) => scoreOf(check).length)),
    paint,
    columns,
  };
}

/** Returns the state, the points and the whole name of a check. */
export function nameCheck(check: CheckReport, style: CheckStyle): string {
  return wrap(check.name, headOf(check, style), style.columns);
}

/** Returns the state, the points and the name of a check in one line. Cuts a long name. */
export function lineOfCheck(check: CheckReport, style: CheckStyle): string {
  const [first, ...others] = nameCheck(check, style).split('\n');
  if (others.length === 0) return first;
  const shorter = nameCheck(check, { ...style, columns: style.columns - 1 }).split('\n')[0];
  return `${shorter.replace(/[\s,;:…]+$/, '')}…`;
}

function headOf(check: CheckReport, { labelWidth, scoreWidth, paint }: CheckStyle): string {
  const label = labelOf(check);
  const { sign, tone } = SIGNS[label];
  const padding = ' '.repeat(labelWidth - label.length);
  return `  ${paint(tone, `${sign} ${label}`)}${padding}  ${scoreOf(check).padEnd(scoreWidth)}  `;
}

function labelOf({ state, failure }: CheckReport): Label {
  return failure?.kind === 'unwritten' ? 'not written' : state;
}

function scoreOf({ points, outOf }: CheckReport): string {
  return `${points}/${outOf}`;
}

/** How much to print of a failure. */
export interface Limits {
  /** The maximum number of lines of each part: what was tried, what was expected, the result. */
  part: number;
  /**
   * The maximum number of lines of the reason why the check matters. With 0, what the code printed
   * is left out too.
   */
  why: number;
}

interface ExplainStyle extends Limits {
  step: Step;
  /** The student's file, which is named if the place of the failure is not known. */
  file: string;
  /** The command that prints all lines. */
  whole: string;
  paint: Paint;
  columns: number;
}

/** Returns why a check failed: what was tried, the result, the reason and the place. */
export function explainFailure(check: CheckReport, failure: Failure, style: ExplainStyle): string {
  const { step, file, whole, part, why, columns } = style;
  if (failure.kind === 'unwritten') return beside('got', failure.got, style);
  const { tried, expected, got, sentence } = failure;
  // A check can test several sentences, and its reason can be about another of them.
  const [label, reason] =
    sentence === undefined
      ? ['why', check.why]
      : ['handout', `${sentence}. ${specificationOf(step).get(sentence)}`];
  const numbers = sentencesInWords(sentence ?? check.sentence);
  const lines = [
    ...Object.entries({ tried, expected, got }).map(([name, text]) =>
      beside(name, cutPart(text, part, columns, whole), style),
    ),
    ...(why > 0 ? [beside(label, cutReason(reason, why, columns), style)] : []),
    beside('where', `${placeOf(failure) ?? file}; ${handoutOf(step)}, ${numbers}`, style),
  ];
  if (check.printed !== undefined && why > 0) {
    const isWhole = part === Infinity;
    const text = isWhole ? check.printed.trimEnd() : foldPrinted(check.printed, columns - BESIDE);
    lines.push(beside('printed', text, style));
  }
  return lines.join('\n');
}

/** The columns of a label, with the spaces around it. */
export const BESIDE = 14;

/** Returns a text beside a label. */
export function beside(
  label: string,
  text: string,
  { paint, columns }: Pick<CheckStyle, 'paint' | 'columns'>,
): string {
  return wrap(clean(text), `    ${paint('quiet', label.padEnd(BESIDE - 4))}`, columns);
}

function cutPart(text: string, most: number, columns: number, whole: string): string {
  const lines = clean(text.trimEnd()).split('\n');
  const rows = lines.map((line) => wrap(line, '', columns - BESIDE).split('\n'));
  const missing = (count: number): string =>
    `… ${count} more ${count === 1 ? 'line' : 'lines'}: ${whole}`;
  return cutLines(rows, most, missing).join('\n');
}

/** Cuts a reason after as many whole sentences as fit. */
function cutReason(text: string, most: number, columns: number): string {
  const rowsOf = (part: string): string[] => wrap(part, '', columns - BESIDE).split('\n');
  if (rowsOf(text).length <= most) return text;
  const ends = [...text.matchAll(/[.!?](?= )/g)].map(({ index }) => index + 1);
  const end = ends.findLast((each) => rowsOf(text.slice(0, each)).length <= most);
  if (end !== undefined) return text.slice(0, end);
  const shorter = wrap(text, '', columns - BESIDE - 2).split('\n');
  return `${shorter.slice(0, most).join(' ')} …`;
}
