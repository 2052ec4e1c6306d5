import { handoutOf } from '../../grader/course/course';
import { fingerprintOf } from '../../grader/course/fingerprintOf';
import type { CheckReport, StepReport } from '../../grader/harness/parent/suite/Report';
import { clean } from '../../grader/report/clean';
import { programOf } from '../../grader/report/programOf';

const LEND = "import '../workshop/student/lendParts';";
const MARK = '// made by npm run try: ';

/** A check with threads, sockets or many messages is no list of calls. */
const ONLY_THE_GRADER = 'Only the grader can play this check, so this file repeats its report.';

/**
 * Returns a small program with the calls of the first failure of a step. Without such calls, the
 * program only prints the failure.
 */
export function tryFileOf({ step, checks }: StepReport): string | undefined {
  const failed = checks.find(({ failure }) => failure !== undefined);
  if (failed?.failure === undefined) return undefined;
  const { story, expected } = failed.failure;
  const described = describe(failed, handoutOf(step));
  const program =
    story === undefined
      ? [print(`${ONLY_THE_GRADER}\n${described}`)]
      : [LEND, programOf(story, `../starter/${step.name}`), print(clean(`expected: ${expected}`))];
  const text = [
    `// Run it with: npx ts-node -T try/step${step.number}.ts`,
    ...described.split('\n').map((line) => `// ${line}`),
    ...program,
    '',
  ].join('\n');
  return `${MARK}${fingerprintOf(text)}\n${text}`;
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
  const numbers = [sentence].flat().join(', ');
  return clean(
    [
      `${name} (${handout}, ${numbers})`,
      `Tried: ${failure?.tried}`,
      `Expected: ${failure?.expected}`,
      `Got: ${failure?.got}`,
    ].join('\n'),
  );
}
