import { join } from 'node:path';
import { bundle } from '../../solution/supplied/user/bundle';
import type { main } from '../../solution/supplied/program/main';
import { showProblem } from '../harness/explain';
import { problemsOf } from '../harness/problemsOf';
import { explainParts } from '../start/explainParts';
import { introOf } from '../start/introOf';
import { borrow, partsPlugin, ROOT, STARTER } from '../parts';
import { runCommand } from './runCommand';

/** Runs the student's network: what is not written yet is borrowed from the reference. */
async function start(argv: readonly string[]): Promise<number> {
  const parts = borrow(STARTER);
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
    explorer: ['grader/launch.js', 'explorer/attached.ts'].map((path) => join(ROOT, path)),
    intro: introOf(STARTER),
    explain: explainParts(STARTER),
  };
  const compiled = require(paths.main) as { main: typeof main };
  return compiled.main(program, argv);
}

runCommand('npm start', start);
