import { join } from 'node:path';
import { bundle } from '../../solution/supplied/user/bundle';
import type { main } from '../../solution/supplied/program/main';
import { showProblem } from '../../grader/harness/parent/submission/showProblem';
import { problemsOf } from '../../grader/harness/compiler/problemsOf';
import { borrow } from '../../grader/course/borrow';
import { COURSE } from '../../grader/course/course';
import { partsPlugin, ROOT, STARTER } from '../../grader/course/parts';
import { explainParts } from '../../grader/report/explainParts';
import type * as naiveParts from '../student/naivePart';
import { naiveArguments } from '../student/naiveArguments';
import { introOf } from '../student/introOf';
import { runCommand } from './runCommand';

/** A part of the help text. */
const NAIVE_HELP = `
  naive step4,step9     take a beginner's part for these steps, to see the accidents that it causes`;

/**
 * Runs the student's network. Steps that are not written come from the reference, and the steps
 * after the word `naive` from the grader's list of mistakes.
 */
async function start(argv: readonly string[]): Promise<number> {
  const { naive, rest } = naiveArguments(argv);
  const { parts } = borrow(COURSE, STARTER, STARTER);
  const naiveLines: string[] = [];
  if (naive.length > 0) {
    // Loaded only here, because the list of mistakes is long.
    const { naivePart, naiveMistake } = require('../student/naivePart') as typeof naiveParts;
    const steps = new Map(parts.steps);
    for (const step of naive) {
      steps.set(step.name, naivePart(step));
      naiveLines.push(`Naive: ${step.name} (step ${step.number}): ${naiveMistake(step)}.`);
    }
    parts.steps = steps;
  }
  const supplied = join(STARTER, 'supplied');
  const paths = await bundle(
    {
      main: join(supplied, 'program', 'main.ts'),
      server: join(supplied, 'user', 'serverThread.ts'),
      miner: join(supplied, 'user', 'minerEntry.ts'),
    },
    [partsPlugin(parts)],
  ).catch((error: unknown) => {
    for (const problem of problemsOf(error)) process.stderr.write(`${showProblem(problem)}\n`);
    return undefined;
  });
  if (paths === undefined) return 1;
  const program = {
    command: 'npm start',
    code: { server: paths.server, miner: paths.miner },
    explorer: ['workshop/commands/launch.js', 'workshop/commands/attachExplorer.ts'].map((path) =>
      join(ROOT, path),
    ),
    ownParts: COURSE.filter(({ name }) => parts.steps.get(name) === STARTER).map(
      ({ name }) => name,
    ),
    intro: [...introOf(STARTER), ...naiveLines],
    moreHelp: NAIVE_HELP,
    explain: explainParts(STARTER),
  };
  const compiled = require(paths.main) as { main: typeof main };
  return compiled.main(program, rest);
}

runCommand('npm start', start, { handlesSignals: true });
