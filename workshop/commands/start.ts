import { join } from 'node:path';
import { bundle } from '../../solution/supplied/user/bundle';
import type { main } from '../../solution/supplied/program/main';
import { showProblem } from '../../grader/harness/parent/submission/showProblem';
import { problemsOf } from '../../grader/harness/compiler/problemsOf';
import { borrow } from '../../grader/course/borrow';
import { COURSE } from '../../grader/course/course';
import { partsPlugin, ROOT, STARTER } from '../../grader/course/parts';
import { explainParts } from '../../grader/report/explainParts';
import { introOf } from '../student/introOf';
import { runCommand } from './runCommand';

/** Runs the student's network. Steps that are not written come from the reference. */
async function start(argv: readonly string[]): Promise<number> {
  const { parts } = borrow(COURSE, STARTER, STARTER);
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
    explorer: ['workshop/commands/launch.js', 'explorer/attached.ts'].map((path) =>
      join(ROOT, path),
    ),
    intro: introOf(STARTER),
    explain: explainParts(STARTER),
  };
  const compiled = require(paths.main) as { main: typeof main };
  return compiled.main(program, argv);
}

runCommand('npm start', start, { handlesSignals: true });
