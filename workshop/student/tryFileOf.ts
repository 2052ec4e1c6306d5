import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { handoutOf } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { fingerprintOf } from '../../grader/course/fingerprintOf';
import { ROOT } from '../../grader/course/parts';
import { SEARCH_SEED } from '../../grader/harness/parent/search/storedPlan';
import type { CheckReport, Failure, StepReport } from '../../grader/harness/parent/suite/Report';
import type { Played } from '../../grader/replay/replayCheck';
import { clean } from '../../grader/report/clean';
import { programOf } from '../../grader/report/programOf';
import { sentencesInWords } from '../../grader/report/sentencesInWords';
import { exampleOf } from './exampleOf';
import { layOut } from './layOut';

const LEND = "import '../workshop/student/lendParts';";
const MARK = '// made by npm run try: ';

/** A small program that a student can run and change. */
export interface TryFile {
  text: string;
  /** The check that the program is about. Undefined for an example of the handout. */
  check?: CheckReport;
}

/**
 * Returns a small program with the calls of the first failure of a step. A check with threads, peers
 * or many messages is no list of calls: then the program plays the check. A file that cannot be
 * loaded gets a program that repeats the report. If no written function fails, the program is the
 * example of the handout.
 *
 * @param seed all random data of the step's checks comes from this number
 */
export function tryFileOf({ step, checks }: StepReport, seed: number): TryFile {
  const check = checks.find(({ failure }) => failure !== undefined && failure.kind !== 'unwritten');
  if (check?.failure === undefined) {
    const title = `The example of ${handoutOf(step)}`;
    return { text: fileOf(step, title, [LEND, exampleOf(step)]) };
  }
  const described = describe(check, handoutOf(step));
  const played = { check: check.name, seed };
  const program = programFor(step, check.failure, played) ?? [print(described)];
  return { text: fileOf(step, described, program), check };
}

/**
 * Returns a small program that makes the calls of the first failure, or plays this check. If no
 * check fails, the program plays the first check.
 *
 * @returns undefined if the step's file cannot be loaded
 */
export function playedFileOf({ step, checks }: StepReport, seed: number): TryFile | undefined {
  const check = checks.find(({ failure }) => failure !== undefined) ?? checks[0];
  const { name, failure } = check;
  if (failure?.kind === 'unloadable') return undefined;
  const played = { check: name, seed };
  const program = (failure && programFor(step, failure, played)) ?? replayOf(step, played);
  const title = failure === undefined ? name : describe(check, handoutOf(step));
  return { text: fileOf(step, title, program), check };
}

/** Returns the text of a file, with a mark that shows later whether a student has changed it. */
function fileOf({ number }: Step, title: string, program: readonly string[]): string {
  const text = [
    `// Run it with: npx ts-node -T try/step${number}.ts`,
    ...title.split('\n').map((line) => `// ${line}`),
    ...program,
    '',
  ].join('\n');
  return `${MARK}${fingerprintOf(text)}\n${text}`;
}

/** Returns the lines of the program. Returns undefined if nothing can be played. */
function programFor(
  step: Step,
  { kind, story, searched, expected, got }: Failure,
  check: Played,
): string[] | undefined {
  if (story !== undefined) {
    const program = programOf(story, `../starter/${step.name}`);
    const report = `When this file was written:\nexpected: ${expected}\ngot: ${got}`;
    return [LEND, program, print(clean(report))];
  }
  if (kind === 'unloadable' || !hasScenarios(step)) return undefined;
  const played = searched === undefined ? check : { ...check, seed: SEARCH_SEED, searched };
  return replayOf(step, played);
}

function replayOf({ name }: Step, played: Played): string[] {
  return [
    "import { replayCheck } from '../grader/replay/replayCheck';",
    '',
    `void replayCheck('${name}', ${layOut(played)});`,
  ];
}

/** True if the grader can play the step's checks in any process. */
function hasScenarios({ name }: Step): boolean {
  return existsSync(join(ROOT, 'grader', 'steps', name, 'child', 'scenario.ts'));
}

/** True if a student has changed the file. */
export function isChanged(file: string): boolean {
  const end = file.indexOf('\n');
  return file.slice(0, end) !== `${MARK}${fingerprintOf(file.slice(end + 1))}`;
}

function print(text: string): string {
  return `console.log(${JSON.stringify(text)});`;
}

function describe({ name, failure, sentence }: CheckReport, handout: string): string {
  const numbers = sentencesInWords(failure?.sentence ?? sentence);
  return clean(
    [
      `${name} (${handout}, ${numbers})`,
      `Tried: ${failure?.tried}`,
      `Expected: ${failure?.expected}`,
      `Got: ${failure?.got}`,
    ].join('\n'),
  );
}
