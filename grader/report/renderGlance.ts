import type { CheckReport, Report, StepReport } from '../harness/parent/suite/Report';
import type { Tone } from './paint';
import { renderNext } from './renderNext';
import { defaultsOf } from './renderReport';
import type { ReportStyle } from './renderReport';
import { wrap } from './wrap';

/** The columns of a full bar. */
const BAR_COLUMNS = 10;
/** On a terminal with fewer columns, there are no bars. */
const FEWEST_WITH_BARS = 70;

/** Returns the course at a glance: each step in one line, the total, and what to do next. */
export function renderGlance(report: Report, style: ReportStyle): string {
  const { target, paint } = style;
  const { columns, done } = defaultsOf(style);
  const width = Math.max(...report.steps.map(({ step }) => step.name.length));
  const lines = report.steps.map(({ step, points, outOf, checks }) => {
    const title = `${String(step.number).padStart(2)}  ${step.name.padEnd(width)}`;
    const earned = `${String(points).padStart(3)} of ${outOf}`;
    const bar = columns < FEWEST_WITH_BARS ? '' : `  ${barOf(points, outOf)}`;
    const begin = `${title}  ${earned}${bar}  `;
    const hasPassed = checks.every(({ state }) => state === 'passed');
    // Only hidden checks can lose points if all other checks have passed.
    const [tone, state]: [Tone, string] =
      hasPassed && points < outOf
        ? ['open', 'a hidden check has not passed']
        : stateOf(checks, columns - begin.length);
    return wrap(paint(tone, state), begin, columns);
  });
  const total = `Together: ${report.points} of ${report.outOf} points`;
  const parts = [lines.join('\n'), paint('loud', total)];
  if (target === undefined) {
    parts.push(renderNext(report.steps, { columns, done, seed: undefined, all: false }));
  }
  return `${parts.join('\n\n')}\n`;
}

function barOf(points: number, outOf: number): string {
  const full = Math.floor((BAR_COLUMNS * points) / outOf);
  return '█'.repeat(full) + '░'.repeat(BAR_COLUMNS - full);
}

/** Returns the state of a step in words, in a short form if the long form has too many columns. */
function stateOf(checks: StepReport['checks'], columns: number): [Tone, string] {
  const count = (holds: (check: CheckReport) => boolean): number => checks.filter(holds).length;
  const passed = count(({ state }) => state === 'passed');
  const unwritten = count(({ failure }) => failure?.kind === 'unwritten');
  const unjudged = count(({ state }) => state === 'not judged');
  const failed = checks.length - passed - unwritten - unjudged;
  if (passed === checks.length) return ['good', 'passed'];
  if (unwritten === checks.length) return ['quiet', 'not written yet'];
  if (checks.some(({ failure }) => failure?.kind === 'unloadable')) {
    return ['bad', 'cannot be loaded'];
  }
  const inWords = (failures: string): string =>
    [
      failed > 0 ? failures : '',
      unwritten > 0 ? 'partly written' : '',
      unjudged > 0 ? `${unjudged} not judged` : '',
    ]
      .filter(Boolean)
      .join(', ');
  const long = inWords(failed === 1 ? '1 check failed' : `${failed} checks failed`);
  const state = long.length <= columns ? long : inWords(`${failed} failed`);
  return [failed > 0 ? 'bad' : 'open', state];
}
