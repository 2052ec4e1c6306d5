import type { Place } from '../../harness/channel/Problem';
import type { CheckReport, StepReport } from '../../harness/parent/suite/Report';
import type { GradeResult } from '../GradeResult';
import { hideChecks } from '../hideChecks';
import { placeOf } from '../placeOf';
import { tellFault } from './tellFault';
import { plainLine, plainText } from './plainText';

/** GitHub shows this many annotations of a kind for each step of a job. */
const MOST = 10;

interface Annotation {
  file?: string;
  line?: number;
  title: string;
  message: string;
}

/**
 * Returns the workflow commands with which GitHub shows the failures beside the code: an error for
 * the first failures of each step that is written.
 *
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function githubAnnotations(result: GradeResult): string {
  if (result.fault !== undefined) {
    return `${command('error', { title: 'Not graded', message: tellFault(result) })}\n`;
  }
  const { report } = hideChecks(result.report, result.hidden);
  const errors = report.steps.flatMap(errorsOf);
  // An annotation with a line stands beside the code, so these come first.
  errors.sort((one, other) => Number(one.line === undefined) - Number(other.line === undefined));
  const warnings = report.steps.flatMap(warningsOf);
  const lines = [
    ...errors.slice(0, MOST).map((annotation) => command('error', annotation)),
    ...warnings.slice(0, MOST).map((annotation) => command('warning', annotation)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Returns the failures of a step. If its file cannot be loaded, all failures are the same. */
function errorsOf(report: StepReport): Annotation[] {
  const errors = report.checks.flatMap((check) => errorOf(check, report));
  const isUnloadable = report.checks.some(({ failure }) => failure?.kind === 'unloadable');
  return isUnloadable ? errors.slice(0, 1) : errors;
}

function errorOf({ name, failure }: CheckReport, { step, file }: StepReport): Annotation[] {
  if (failure === undefined || failure.kind === 'unwritten') return [];
  const { kind, tried, expected, got } = failure;
  const place = failure.place ?? placeIn(placeOf(failure));
  const where = { file: plainLine(place?.file ?? file), line: place?.line };
  const title = `Step ${step.number}, ${step.name}`;
  if (kind === 'unloadable') {
    return [
      { ...where, title: `${title}: the file cannot be loaded`, message: plainText(got, 1000) },
    ];
  }
  const parts = Object.entries({ tried, expected, got });
  const message = parts.map(([label, text]) => `${label}: ${plainText(text, 1000)}`).join('\n');
  return [{ ...where, title: plainLine(`${title}: ${name}`, 250), message }];
}

/** Reads a place such as `starter/mine.ts:12`. */
function placeIn(text: string | undefined): Place | undefined {
  const [, file, line] = /^(.*):(\d+)$/.exec(text ?? '') ?? [];
  return file === undefined ? undefined : { file, line: Number(line) };
}

function warningsOf({ step, typeErrors }: StepReport): Annotation[] {
  const title = `Step ${step.number}, ${step.name}: TypeScript finds a mistake`;
  return typeErrors.map(({ file, line, message }) => ({
    ...(file !== '' && { file: plainLine(file), line }),
    title,
    message: plainText(message, 1000),
  }));
}

function command(kind: 'error' | 'warning', { message, ...properties }: Annotation): string {
  const list = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${kind} ${list.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
