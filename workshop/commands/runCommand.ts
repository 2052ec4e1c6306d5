import { UsageError } from '../../solution/supplied/program/readArguments';

/** What a command does with its arguments: its exit code says how it went. */
export type Command = (argv: readonly string[]) => Promise<number> | number;

/**
 * Runs a command and ends the process with its exit code; a command line that does not fit is one
 * line and exit code 2, anything else that goes wrong one line and the code that the command has for
 * its own failures.
 *
 * @param name how the command is called, such as `npm run hint`
 * @param failure the exit code for an error that is ours
 */
export function runCommand(name: string, command: Command, failure = 1): void {
  Promise.resolve()
    .then(() => command(process.argv.slice(2)))
    .then(
      (code) => process.exit(code),
      (error: unknown) => {
        if (error instanceof UsageError) {
          process.stderr.write(`${error.message}; see ${name} -- --help\n`);
          process.exit(2);
        }
        process.stderr.write(`${name} failed: ${error instanceof Error ? error.message : error}\n`);
        process.exit(failure);
      },
    );
}
