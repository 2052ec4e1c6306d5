import { clean } from '../report/clean';
import type { Paint, Tone } from '../report/paint';
import { quote } from '../report/quote';
import { leftOf, renderAdvice } from '../report/renderNext';
import type { Advice } from '../report/renderNext';
import { wrap } from '../report/wrap';
import type { State } from '../harness/parent/suite/Report';
import { COURSE } from '../course/course';
import type { CapstoneReport, RungReport, RunReport } from './CapstoneReport';
import { DIAGRAM_INDENT } from './explainFinding';

const SIGNS: Record<State, { sign: string; tone: Tone }> = {
  passed: { sign: '✓', tone: 'good' },
  failed: { sign: '✗', tone: 'bad' },
  'not judged': { sign: '–', tone: 'open' },
};

/** How many lines a diagram has in a short report, with the names of the users. */
const DIAGRAM_LINES = 9;

/** How to write the report. */
export interface CapstoneStyle {
  /** The folder that was graded. Undefined for `starter/`. */
  target?: string;
  /** True to show whole diagrams. */
  all?: boolean;
  /** The letters of the labs that the student has run. */
  labs?: readonly string[];
  paint: Paint;
}

/** Returns the report of the capstone as text. A rung that failed stands last. */
export function renderCapstone(report: CapstoneReport, style: CapstoneStyle): string {
  const { problems, runs, wanted, borrowed } = report;
  const { target, labs = [], paint } = style;
  const parts = [`${paint('loud', 'The capstone · a network of several processes')}`];
  parts.push(wrap(partsInWords(report, target ?? 'starter'), '  '));
  if (problems.length > 0) {
    parts.push(wrap('The code does not compile:', '  '));
    parts.push(problems.map((problem) => wrap(clean(problem), '    ')).join('\n'));
  }
  const shown = runs.find(hasFailed) ?? runs.at(-1);
  if (shown) parts.push(renderRungs(shown, style));
  if (wanted > 1 && runs.length > 0) parts.push(wrap(runsInWords(runs, wanted), '  '));
  if (shown && hasFailed(shown)) {
    const flags = target === undefined ? '' : ` target ${quote(target)}`;
    parts.push(renderAdvice(afterFailure(shown, flags)));
  } else if (shown && target === undefined && borrowed.length === 0) {
    parts.push(renderAdvice(leftOf({ network: true, labs })));
  }
  return `${parts.join('\n\n')}\n`;
}

/** True if a rung was not passed. */
export function hasFailed({ rungs }: RunReport): boolean {
  return rungs.some(({ state }) => state !== 'passed');
}

function afterFailure({ rungs, seed }: RunReport, flags: string): Advice[] {
  const suspect = rungs.find(({ failure }) => failure !== undefined)?.failure?.suspect;
  return [
    ...(suspect === undefined
      ? []
      : [['first', `npm run grade step${suspect}${flags} (the step alone)`] satisfies Advice]),
    ['then', `npm run grade network seed ${seed}${flags} (with the same script)`],
  ];
}

function partsInWords({ borrowed }: CapstoneReport, target: string): string {
  const all = COURSE.length;
  if (borrowed.length === 0) return `All ${all} parts are from ${target}/.`;
  if (borrowed.length === all)
    return `You have not written a part yet. All ${all} parts are borrowed.`;
  const names = borrowed.map(({ name }) => name).join(', ');
  return `${all - borrowed.length} of ${all} parts are yours. The borrowed parts: ${names}.`;
}

function renderRungs({ rungs }: RunReport, style: CapstoneStyle): string {
  const inState = (wanted: State): RungReport[] => rungs.filter(({ state }) => state === wanted);
  const open = inState('not judged');
  return [
    ...inState('passed').map((rung) => renderRung(rung, style)),
    ...[...new Set(open.map(({ reason }) => reason))].map((reason) => {
      const letters = open.filter((rung) => rung.reason === reason).map(({ letter }) => letter);
      return headOf('not judged', `${letters.join(', ')}  because ${reason}`, style.paint);
    }),
    ...inState('failed').map((rung) => renderRung(rung, style)),
  ].join('\n');
}

function headOf(state: State, text: string, paint: Paint): string {
  const { sign, tone } = SIGNS[state];
  return `  ${paint(tone, `${sign} ${state.padEnd('not judged'.length)}`)}  ${text}`;
}

function renderRung(rung: RungReport, { paint, all = false }: CapstoneStyle): string {
  const { letter, name, state, ms, failure, why, printed } = rung;
  const seconds = paint('quiet', `  ${(ms / 1000).toFixed(1)} s`);
  const lines = [headOf(state, `${letter}  ${name}${seconds}`, paint)];
  const add = (label: string, text: string): void => {
    const head = label.padEnd(10);
    lines.push(wrap(clean(text), `    ${head}`).replace(head, paint('quiet', head)));
  };
  if (failure !== undefined) {
    add('tried', failure.tried);
    add('expected', failure.expected);
    add('got', failure.got);
    add('why', why);
    if (failure.where !== undefined) add('where', failure.where);
    if (printed !== undefined) add('printed', `your program printed:\n${printed.trimEnd()}`);
    const indent = ' '.repeat(DIAGRAM_INDENT);
    lines.push('', `${indent}${paint('quiet', 'who said what to whom')}`);
    lines.push(cutDiagram(failure.diagram, all).replace(/^/gm, indent));
  }
  return lines.join('\n');
}

/** Cuts the first messages of a diagram, unless all are wanted. The names of the users stay. */
function cutDiagram(diagram: string, all: boolean): string {
  const [names, ...messages] = diagram.split('\n');
  const missing = messages.length + 1 - DIAGRAM_LINES;
  if (all || missing <= 0) return diagram;
  const said = `(${missing + 1} earlier lines: add the word all)`;
  return [names, said, ...messages.slice(missing + 1)].join('\n');
}

/** Returns how many runs were made, and how many failed. */
function runsInWords(runs: readonly RunReport[], wanted: number): string {
  const failed = runs.filter(hasFailed);
  const made =
    runs.length < wanted ? `${runs.length} of ${wanted} runs were made` : `${wanted} runs`;
  if (failed.length === 0) return `${made}, each with another seed. All rungs passed in every run.`;
  const seeds = failed.map(({ seed }) => seed).join(', ');
  return `${made}. ${failed.length} failed, with seed ${seeds}.`;
}
