import { handoutOf } from '../../grader/course/course';
import { fingerprintOf } from '../../grader/course/fingerprintOf';
import type { CheckReport, StepReport } from '../../grader/harness/parent/suite/Report';
import { clean } from '../../grader/report/clean';
import { programOf } from '../../grader/report/programOf';

const LEND = "import '../workshop/student/lendParts';";
const MARK = '// made by npm run try: ';

/**
 * Returns a small program with the calls of the first failure of a step. Without such calls, the
 * program only describes the failure.
 */
export function tryFileOf({ step, checks }: StepReport): string | undefined {
  const failed = checks.find(({ failure }) => failure !== undefined);
  if (failed?.failure === undefined) return undefined;
  const { story } = failed.failure;
  const name = `step${step.number}`;
  const program =
    story === undefined
      ? '// This check needs threads or peers. Only the grader can play it.\n'
      : programOf(story, `../starter/${step.name}`);
  const text = [
    `// Run it with: npx ts-node -T try/${name}.ts`,
    ...commentOf(failed, handoutOf(step)),
    LEND,
    program,
  ].join('\n');
  return `${MARK}${fingerprintOf(text)}\n${text}`;
}

/** True if a student has changed the file. */
export function isChanged(file: string): boolean {
  const end = file.indexOf('\n');
  return file.slice(0, end) !== `${MARK}${fingerprintOf(file.slice(end + 1))}`;
}

function commentOf({ name, failure, sentence }: CheckReport, handout: string): string[] {
  const numbers = [sentence].flat().join(', ');
  const parts = [
    `${name} (${handout}, ${numbers})`,
    `Tried: ${failure?.tried}`,
    `Expected: ${failure?.expected}`,
    `Got: ${failure?.got}`,
  ];
  return clean(parts.join('\n'))
    .split('\n')
    .map((line) => `// ${line}`);
}
