import { UsageError } from '../../solution/supplied/program/readArguments';

/** Does what its command line says, and returns the exit code. */
type Command = (argv: readonly string[]) => Promise<number> | number;

interface CommandOptions {
  /** The exit code after an error that is not a wrong command line. */
  failure?: number;
  /** True if the command ends itself on a signal, because it first stops what it started. */
  handlesSignals?: boolean;
}

/** The exit code after a signal: 128 plus the number of the signal, as in shells. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs a command and ends the process with its exit code. A wrong command line gives one line and
 * the code 2, every other error one line and the code `failure`.
 *
 * @param name what a person types, such as `npm run hint`
 */
export function runCommand(
  name: string,
  command: Command,
  { failure = 1, handlesSignals = false }: CommandOptions = {},
): void {
  // A program that reads our output, such as `head`, can end before us.
  process.stdout.on('error', () => process.exit(1));
  // A signal alone would leave temporary files behind. At `process.exit` they are removed.
  for (const [signal, code] of Object.entries(handlesSignals ? {} : SIGNALS)) {
    process.on(signal, () => process.exit(code));
  }
  Promise.resolve(process.argv.slice(2))
    .then(command)
    .catch((error: unknown) => {
      const isUsage = error instanceof UsageError;
      const message = error instanceof Error ? error.message : String(error);
      const line = isUsage ? `${message}; see ${name} help` : `${name} failed: ${message}`;
      process.stderr.write(`${line}\n`);
      return isUsage ? 2 : failure;
    })
    .then(exit);
}

/** Ends the process, but only after its output has reached a pipe. */
function exit(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
