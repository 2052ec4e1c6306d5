import { exitOnSignals } from '../../grader/harness/parent/sandbox/exitOnSignals';
import { clean } from '../../grader/report/clean';
import { printError } from '../../solution/supplied/program/printError';
import { UsageError } from '../../solution/supplied/program/readArguments';

/** The function of a command. It gets the command line, and returns the exit code. */
type Command = (argv: readonly string[]) => Promise<number> | number;

interface CommandOptions {
  /** The exit code after all errors except a wrong command line. */
  failure?: number;
  /** True if the command handles signals itself, to stop its threads and processes before the end. */
  handlesSignals?: boolean;
}

/**
 * Runs a command, and ends the process with its exit code. Prints each error in one line. The exit
 * code is 2 after a wrong command line, and `failure` after other errors.
 *
 * @param name the command that a person types, such as `npm run hint`
 */
export function runCommand(
  name: string,
  command: Command,
  { failure = 1, handlesSignals = false }: CommandOptions = {},
): void {
  // A program that reads our output, such as `head`, can end before this process.
  process.stdout.on('error', () => process.exit(1));
  if (!handlesSignals) exitOnSignals();
  process.once('uncaughtException', (error) => {
    printError(clean(`${name} failed: ${error.message}`));
    process.exit(failure);
  });
  Promise.resolve(process.argv.slice(2))
    .then(command)
    .catch((error: unknown) => {
      const isUsage = error instanceof UsageError;
      const message = error instanceof Error ? error.message : String(error);
      const line = isUsage ? withHelp(message, name) : `${name} failed: ${message}`;
      printError(clean(line));
      return isUsage ? 2 : failure;
    })
    .then(exit);
}

/** Adds the command that explains the command line. */
function withHelp(message: string, name: string): string {
  return /[.?]$/.test(message) ? `${message} See ${name} help.` : `${message}; see ${name} help`;
}

/** Ends the process after its output has reached the pipe. */
function exit(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
