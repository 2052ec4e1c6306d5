import { progressOf } from '../../grader/course/progressOf';
import { handoutOf } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { SOLUTION, STARTER } from '../../grader/course/parts';
import { problemsOf } from '../../grader/harness/compiler/problemsOf';
import { showProblem } from '../../grader/harness/parent/submission/showProblem';
import { explainParts } from '../../grader/report/explainParts';
import { outputPaint } from '../../grader/report/paint';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { print, printTitle } from '../labs/print';
import { playScene, SceneFailure } from '../scenes/playScene';
import { SCENES } from '../scenes/scenes';
import { naiveMistake, naivePart } from '../student/naivePart';
import { runCommand } from './runCommand';
import { onlyStep, stepArguments } from './stepArguments';

const HELP = `Plays a short scene in the real network. It shows what a
step's code is for, in at most ten seconds.

  npm run scene step4            with your part
  npm run scene step4 naive      with a beginner's part
  npm run scene step4 reference  with the reference's part

All other parts come from the reference. While you have
not written the step, the scene shows the naive part.`;

const FLAGS = { naive: 'boolean', yours: 'boolean', reference: 'boolean' } as const;

/** The part of a step with which a scene is played. */
interface ShownPart {
  /** The folder of the step's file. */
  folder: string;
  /** Says whose part it is. */
  text: string;
}

function naive(step: Step, before: string): ShownPart {
  const text = `${before} naive part: ${naiveMistake(step)}.`;
  return { folder: naivePart(step), text };
}

runCommand('npm run scene', async (argv) => {
  const { steps, given } = stepArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const step = onlyStep(steps);
  const named = Object.keys(FLAGS).filter((name) => given[name as keyof typeof FLAGS]);
  if (named.length > 1) throw new UsageError(`choose one: ${named.join(' or ')}`);
  const isWritten = progressOf(step, STARTER).stubs.length === 0;
  if (given.yours && !isWritten) throw new UsageError(`step ${step.number} is not written yet`);
  const part = given.reference
    ? { folder: SOLUTION, text: "The reference's part." }
    : given.naive
      ? naive(step, 'A')
      : isWritten
        ? { folder: STARTER, text: `Your part, starter/${step.name}.ts.` }
        : naive(step, `Step ${step.number} is not written yet, so this is a`);
  return await show(step, part);
});

/** Plays the scene. Returns the exit code: 0 if the scene has an ending. */
async function show(step: Step, { folder, text }: ShownPart): Promise<number> {
  const { title, plan } = SCENES[step.name];
  const paint = outputPaint();
  printTitle(`Step ${step.number}, ${step.name}: ${title}`);
  print(plan, text, '');
  try {
    const { isGood, text: ending } = await playScene(step, folder, print);
    print('');
    print(paint(isGood ? 'good' : 'bad', ending));
    if (folder === STARTER && !isGood) {
      print(`See ${handoutOf(step)}, and npm run grade step${step.number}.`);
    }
    return 0;
  } catch (error) {
    if (error instanceof SceneFailure) {
      print('', `The scene broke off: ${explainParts(STARTER)(error)}`);
      return 1;
    }
    const problems = problemsOf(error);
    if (problems.length === 0) throw error;
    for (const problem of problems) process.stderr.write(`${showProblem(problem)}\n`);
    return 1;
  }
}
