import { COURSE } from '../../../grader/course/course';
import { progressOf } from '../../../grader/course/progressOf';
import { STARTER } from '../../../grader/course/parts';
import { problemsOf } from '../../../grader/harness/compiler/problemsOf';
import { showProblem } from '../../../grader/harness/parent/submission/showProblem';
import { explainParts } from '../../../grader/report/explainParts';
import { wrapLine } from '../../labs/print';
import { playScene, SceneFailure } from '../../scenes/playScene';
import { naiveMistake, naivePart } from '../../student/naivePart';
import type { SceneLine } from './SceneLine';

// Plays the scene of a step for the course page, with the student's rights, as `npm run scene` does.
// The arguments are the number of the step, and `naive` or `yours`. The process ends with the
// channel to its parent.

/** How many columns a drawing has. The panel of the page is as wide. */
const COLUMNS = 46;

/** Breaks a sentence, which begins with its time. Other lines belong to a drawing. */
const fit = (line: string): string =>
  /^\s*\d+\.\d s /.test(line) ? wrapLine(line, COLUMNS) : line;

const say = (line: SceneLine): void => void process.send?.(line, () => {});

async function run([number, whose]: readonly string[]): Promise<void> {
  const step = COURSE.find((each) => String(each.number) === number);
  if (step === undefined) throw new Error(`there is no step ${number}`);
  const isNaive = whose === 'naive';
  const folder = isNaive ? naivePart(step) : STARTER;
  const text = isNaive
    ? `A naive part: ${naiveMistake(step)}.`
    : `Your part, starter/${step.name}.ts.`;
  say({ kind: 'part', text });
  const stubs = isNaive ? [] : progressOf(step, STARTER).stubs;
  if (stubs.length > 0) {
    say({ kind: 'problem', text: `Your part is not written yet: ${stubs.join(', ')}.` });
    return;
  }
  try {
    const print = (...lines: string[]): void => say({ kind: 'lines', lines: lines.map(fit) });
    say({ kind: 'ending', ...(await playScene(step, folder, print, COLUMNS)) });
  } catch (error) {
    if (error instanceof SceneFailure) {
      say({ kind: 'problem', text: `The scene broke off: ${explainParts(STARTER)(error)}` });
      return;
    }
    const problems = problemsOf(error);
    if (problems.length === 0) throw error;
    say({ kind: 'problem', text: problems.map(showProblem).join('\n') });
  }
}

process.on('SIGINT', () => {});
process.once('disconnect', () => process.exit(0));
void run(process.argv.slice(2))
  .catch((error: unknown) => say({ kind: 'problem', text: String(error) }))
  .finally(() => process.disconnect?.());
