import { join } from 'node:path';
import type { main } from '../../../solution/supplied/program/main';
import type { ErrorLike } from '../../../solution/supplied/program/Program';

/** How often to check whether the grader still runs, in milliseconds. */
const CHECK_PARENT_MS = 500;

/**
 * Runs one user of the capstone: the single-user program with the student's steps. First the
 * process reports that it is up. Then the process reads its command line from the first line of
 * its input, and loads the student's steps. So the time that Node takes to start does not count against the
 * student.
 */
process.stdin.once('data', (line) => {
  process.stdin.pause();
  const argv = JSON.parse(String(line)) as string[];
  const program = {
    command: 'npm run grade network',
    code: { server: join(__dirname, 'server.cjs'), miner: join(__dirname, 'miner.cjs') },
    intro: [],
    // The grader explains the error, because only the grader knows which parts are the student's.
    explain: ({ message, stack = message }: ErrorLike) => stack,
  };
  const compiled = require(join(__dirname, 'program.cjs')) as { main: typeof main };
  void compiled.main(program, argv).then((code) => process.exit(code));
});
// A grader that is killed cannot end its processes, so this process checks whether the grader runs.
const grader = process.ppid;
setInterval(() => process.ppid !== grader && process.exit(), CHECK_PARENT_MS).unref();
process.stdout.write('{"event":"up"}\n');
