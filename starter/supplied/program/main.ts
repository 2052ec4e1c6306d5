import { demo } from './demo';
import { ExplorerProcess } from './ExplorerProcess';
import { menu } from './menu';
import { printError } from './printError';
import type { Program } from './Program';
import { help, programOptions } from './programOptions';
import type { ProgramOptions } from './programOptions';
import { UsageError } from './readArguments';
import { wrap } from './render';
import { singleUser } from './singleUser';

/**
 * Runs the program.
 *
 * @param argv the command line
 * @returns the exit code: 0 after success, 1 after a failure, 2 for a wrong command line, 130 if a
 *   signal ended the demo
 */
export async function main(program: Program, argv: readonly string[]): Promise<number> {
  const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY);
  try {
    return await run(program, programOptions(argv, isTerminal), isTerminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    printError(`${error.message}; see ${program.command} help`);
    return 2;
  }
}

async function run(program: Program, chosen: ProgramOptions, isTerminal: boolean): Promise<number> {
  if (chosen.mode === 'help') {
    process.stdout.write(`${wrap(help(program))}\n`);
    return 0;
  }
  const explorer =
    chosen.explorer && program.explorer
      ? await ExplorerProcess.start(program.explorer, isTerminal)
      : undefined;
  try {
    if (chosen.mode === 'user') return await singleUser(program, chosen, explorer);
    if (chosen.mode === 'menu') return await menu(program, chosen.options, explorer);
    return await demo(program, explorer, isTerminal);
  } finally {
    explorer?.stop();
  }
}
