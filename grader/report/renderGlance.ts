import type { CheckReport, Report, StepReport } from '../harness/parent/suite/Report';
import type { Tone } from './paint';
import { renderNext } from './renderNext';
import type { ReportStyle } from './renderReport';

/** The columns of a full bar. */
const BAR_COLUMNS = 10;

/** Returns the course at a glance: each step in one line, the total, and what to do next. */
export function renderGlance(report: Report, { target, paint }: ReportStyle): string {
  const width = Math.max(...report.steps.map(({ step }) => step.name.length));
  const lines = report.steps.map(({ step, points, outOf, checks }) => {
    const [tone, state] = stateOf(checks);
    const title = `${String(step.number).padStart(2)}  ${step.name.padEnd(width)}`;
    const earned = `${String(points).padStart(3)} of ${outOf}`;
    return `${title}  ${earned}  ${barOf(points, outOf)}  ${paint(tone, state)}`;
  });
  const total = `Together: ${report.points} of ${report.outOf} points`;
  const parts = [lines.join('\n'), paint('loud', total)];
  if (target === undefined) parts.push(renderNext(report.steps));
  return `${parts.join('\n\n')}\n`;
}

function barOf(points: number, outOf: number): string {
  const full = Math.floor((BAR_COLUMNS * points) / outOf);
  return '█'.repeat(full) + '░'.repeat(BAR_COLUMNS - full);
}

function stateOf(checks: StepReport['checks']): [Tone, string] {
  const count = (holds: (check: CheckReport) => boolean): number => checks.filter(holds).length;
  const passed = count(({ state }) => state === 'passed');
  const unwritten = count(({ failure }) => failure?.kind === 'unwritten');
  const unjudged = count(({ state }) => state === 'not judged');
  const failed = checks.length - passed - unwritten - unjudged;
  if (passed === checks.length) return ['good', 'passed'];
  if (unwritten === checks.length) return ['quiet', 'not written yet'];
  const parts = [
    failed > 0 ? `${failed} of ${checks.length} checks failed` : '',
    unwritten > 0 ? 'partly written' : '',
    unjudged > 0 ? `${unjudged} not judged` : '',
  ];
  return [failed > 0 ? 'bad' : 'open', parts.filter(Boolean).join(', ')];
}
