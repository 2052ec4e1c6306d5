import { join } from 'node:path';
import type { main } from '../../../solution/supplied/program/main';
import type { ErrorLike } from '../../../solution/supplied/program/Program';

/** How often to look whether the grader is still there, in milliseconds. */
const ORPHAN_MS = 500;

/**
 * A user of the capstone in a process of its own: the single-user program on the student's steps.
 * It says that it is up before any of these is loaded, and then takes its command line as the first
 * line of its input, so that no time to start Node counts against the student.
 */
process.stdin.once('data', (line) => {
  process.stdin.pause();
  const argv = JSON.parse(String(line)) as string[];
  const program = {
    command: 'npm run grade network',
    code: { server: join(__dirname, 'server.cjs'), miner: join(__dirname, 'miner.cjs') },
    intro: [],
    // The grader makes a sentence of it: it knows which part is whose.
    explain: ({ message, stack = message }: ErrorLike) => stack,
  };
  const compiled = require(join(__dirname, 'program.cjs')) as { main: typeof main };
  void compiled.main(program, argv).then((code) => process.exit(code));
});
// A grader that was killed cannot end us.
const grader = process.ppid;
setInterval(() => process.ppid !== grader && process.exit(), ORPHAN_MS).unref();
process.stdout.write('{"event":"up"}\n');
