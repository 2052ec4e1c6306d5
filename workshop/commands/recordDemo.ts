import { spawn } from '@lydell/node-pty';
import { ROOT } from '../../grader/course/parts';
import { showProgress } from '../../grader/report/showProgress';
import { readArguments } from '../../solution/supplied/program/readArguments';
import { untilSignal } from '../../solution/supplied/program/untilSignal';
import { runCommand } from './runCommand';

const HELP = `Runs the demo in its own terminal. Prints the output of the
demo as an asciicast, version 2. Takes a few seconds.

  npm run -s record:demo > demo.cast`;

/** The size of the terminal in the picture. */
const [COLUMNS, ROWS] = [80, 58];

runCommand(
  'npm run record:demo',
  (argv) => {
    if (readArguments({ help: 'boolean' }, argv).help) {
      console.log(HELP);
      return 0;
    }
    return recordDemo();
  },
  { handlesSignals: true },
);

/**
 * Prints the demo as an asciicast. The first line is JSON that describes the terminal. Each later
 * line has one piece of output and its time in seconds.
 *
 * @returns the exit code of the demo
 */
function recordDemo(): Promise<number> {
  const began = performance.now();
  const progress = showProgress();
  progress.show('recording the demo …');
  const header = { version: 2, width: COLUMNS, height: ROWS };
  process.stdout.write(`${JSON.stringify(header)}\n`);
  const terminal = spawn(
    process.execPath,
    ['-r', 'ts-node/register/transpile-only', 'solution/index.ts', '--demo'],
    { cols: COLUMNS, rows: ROWS, cwd: ROOT, name: 'xterm-256color' },
  );
  terminal.onData((text) => {
    const seconds = (performance.now() - began) / 1000;
    process.stdout.write(`${JSON.stringify([seconds, 'o', text])}\n`);
  });
  void untilSignal().then(() => terminal.kill('SIGINT'));
  return new Promise((resolve) => {
    terminal.onExit(({ exitCode }) => {
      progress.end();
      resolve(exitCode);
    });
  });
}
