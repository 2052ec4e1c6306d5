import { parseArgs } from 'node:util';
import { npmOptions } from './npmOptions';
import { UsageError } from './UsageError';

export { UsageError };

/** The kinds of flags, and the type of each kind's value. */
interface Values {
  /** A flag without a value. */
  boolean: boolean;
  /** A flag with one value. */
  string: string;
  /** A flag that can be given several times, each time with a value. */
  strings: string[];
}

/** The flags of a command, each with its kind. */
export type Flags = Record<string, keyof Values>;

/** The values from the command line, by flag. */
export type Given<F extends Flags> = { [Name in keyof F]?: Values[F[Name]] };

/**
 * Reads a command line. A flag can also be a word: `demo` for `--demo`, or `user alice` for
 * `--user alice`. The words are necessary because some shells remove `--`.
 *
 * @throws UsageError for an unknown flag or word, a missing value, or a repeated flag
 */
export function readArguments<F extends Flags>(flags: F, argv: readonly string[]): Given<F> {
  const args = [...argv, ...npmOptions(flags, argv)];
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    if (word === '-h' && Object.hasOwn(flags, 'help')) args[i] = '--help';
    if (!word.startsWith('-') && Object.hasOwn(flags, word)) args[i] = `--${word}`;
    const flag = args[i].replace(/^--/, '');
    if (!Object.hasOwn(flags, flag) || flags[flag] === 'boolean') continue;
    // A negative number is a wrong value, not a flag.
    if (/^-\d/.test(args[i + 1] ?? '')) args.splice(i, 2, `--${flag}=${args[i + 1]}`);
    else i++;
  }
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, kind]) => {
      const type = kind === 'boolean' ? kind : 'string';
      return [name, { type, multiple: kind === 'strings' }] as const;
    }),
  );
  try {
    const { values, tokens } = parseArgs({ args, options, allowPositionals: false, tokens: true });
    const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    const twice = names.find((name, i) => flags[name] !== 'strings' && names.indexOf(name) !== i);
    if (twice !== undefined) throw new UsageError(`--${twice} is given twice`);
    return values as Given<F>;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(problemOf(error, args));
  }
}

/** Returns the mistake, in one line. Node's own messages are longer. */
function problemOf(error: unknown, args: readonly string[]): string {
  const { code, message } = error as Error & { code?: string };
  const named = /'(?:-\w, )?(-[^' ]*|[^']*)/.exec(message)?.[1] ?? args[0];
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `there is no ${named}`;
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `"${named}" means nothing here`;
  if (/does not take an argument/.test(message)) return `${named} takes no value`;
  return `${named} needs a value`;
}
