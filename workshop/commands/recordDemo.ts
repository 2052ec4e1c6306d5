import { spawn } from '@lydell/node-pty';
import { ROOT } from '../../grader/course/parts';

/** The size of the terminal in the picture. */
const [COLUMNS, ROWS] = [80, 58];

/**
 * Runs the demo in a terminal and prints what it wrote as an asciicast, version 2: a line of JSON
 * that describes the terminal, then one for each piece of output, with its time in seconds.
 */
function recordDemo(): void {
  const began = performance.now();
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
  terminal.onExit(({ exitCode }) => {
    process.exitCode = exitCode;
  });
}

recordDemo();
