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
import { layOut } from './layOut';

const LEND = "import '../workshop/student/lendParts';";
const MARK = '// made by npm run try: ';

/**
 * Returns a small program with the calls of the first failure of a step. A check with threads, peers
 * or many messages is no list of calls: then the program plays the check. A file that cannot be
 * loaded gets a program that repeats the report.
 *
 * @param seed all random data of the step's checks comes from this number
 */
export function tryFileOf({ step, checks }: StepReport, seed: number): string | undefined {
  const failed = checks.find(({ failure }) => failure !== undefined);
  if (failed?.failure === undefined) return undefined;
  const described = describe(failed, handoutOf(step));
  const text = [
    `// Run it with: npx ts-node -T try/step${step.number}.ts`,
    ...described.split('\n').map((line) => `// ${line}`),
    ...(programFor(step, failed.failure, { check: failed.name, seed }) ?? [print(described)]),
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
    const report = `The report says:\nexpected: ${expected}\ngot: ${got}`;
    return [LEND, program, print(clean(report))];
  }
  if (kind === 'unloadable' || !hasScenarios(step)) return undefined;
  const played = searched === undefined ? check : { ...check, seed: SEARCH_SEED, searched };
  return [
    "import { replayCheck } from '../grader/replay/replayCheck';",
    '',
    `void replayCheck('${step.name}', ${layOut(played)});`,
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
  const numbers = [failure?.sentence ?? sentence].flat().join(', ');
  return clean(
    [
      `${name} (${handout}, ${numbers})`,
      `Tried: ${failure?.tried}`,
      `Expected: ${failure?.expected}`,
      `Got: ${failure?.got}`,
    ].join('\n'),
  );
}
