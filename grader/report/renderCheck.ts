import { COURSE, handoutOf } from '../course/course';
import type { Step } from '../course/course';
import { specificationOf } from '../course/specificationOf';
import type { CheckReport, Failure, State } from '../harness/parent/suite/Report';
import { clean } from './clean';
import type { Paint, Tone } from './paint';
import { wrap } from './wrap';

const SIGNS: Record<State, { sign: string; tone: Tone }> = {
  passed: { sign: '✓', tone: 'good' },
  failed: { sign: '✗', tone: 'bad' },
  'not judged': { sign: '–', tone: 'open' },
};

/** How much to print of a check that did not pass. `cause` prints only the result of the call. */
export type Detail = 'all' | 'cause' | 'none';

interface CheckStyle {
  step: Step;
  /** The length of the step's longest state. */
  stateWidth: number;
  /** The length of the step's longest score. */
  scoreWidth: number;
  detail: Detail;
  paint: Paint;
}

/** Returns a check's report for a student: the name, and the failure of a check that failed. */
export function renderCheck(check: CheckReport, style: CheckStyle): string {
  const { step, stateWidth, scoreWidth, detail, paint } = style;
  const { state, points, outOf, name, failure, reason, standsOn, printed } = check;
  const { sign, tone } = SIGNS[state];
  const padding = ' '.repeat(stateWidth - state.length);
  const score = `${points}/${outOf}`.padEnd(scoreWidth);
  const lines = [wrap(name, `  ${paint(tone, `${sign} ${state}`)}${padding}  ${score}  `)];
  const add = (label: string, text: string): void => {
    lines.push(wrap(clean(text), `    ${paint('quiet', label.padEnd(10))}`));
  };
  if (standsOn !== undefined) add('but', blameEarlier(standsOn));
  if (reason !== undefined && detail !== 'none') add('because', reason);
  if (failure !== undefined && detail === 'cause') add('got', failure.got);
  if (failure !== undefined && detail === 'all') {
    add('tried', failure.tried);
    add('expected', failure.expected);
    add('got', failure.got);
    const { sentence } = failure;
    // A check can test several sentences, and its reason can be about another of them.
    if (sentence === undefined) add('why', check.why);
    else add('handout', `${sentence}. ${specificationOf(step).get(sentence)}`);
    add(
      'where',
      `${whereOf(failure)}${handoutOf(step)}, ${sentencesOf(sentence ?? check.sentence)}`,
    );
  }
  if (printed !== undefined) add('printed', `your program printed:\n${printed.trimEnd()}`);
  return lines.join('\n');
}

function sentencesOf(sentence: CheckReport['sentence']): string {
  const numbers = [sentence]
    .flat()
    .toSorted((one, other) => one - other)
    .map(String);
  const last = numbers.pop();
  return numbers.length === 0 ? `sentence ${last}` : `sentences ${numbers.join(', ')} and ${last}`;
}

function whereOf({ place }: Failure): string {
  return place === undefined ? '' : `${place.file}:${place.line}; `;
}

function blameEarlier(names: readonly string[]): string {
  const steps = COURSE.filter(({ name }) => names.includes(name));
  const list = steps.map(({ name, number }) => `${name} (step ${number})`).join(' or ');
  return `this check fails with your own ${list}. The fault is there, and you keep these points`;
}
