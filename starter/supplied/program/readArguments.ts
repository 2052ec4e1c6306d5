import { parseArgs } from 'node:util';

/** A command line that does not fit, with one line that says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What a flag takes. */
interface Values {
  /** Nothing: it stands alone. */
  boolean: boolean;
  string: string;
  /** One value each time that it is given. */
  strings: string[];
}

/** The flags of a command. */
export type Flags = Record<string, keyof Values>;

/** What was given, by flag. */
export type Given<F extends Flags> = { [Name in keyof F]?: Values[F[Name]] };

/**
 * Reads a command line. Words work as well as flags, `demo` as well as `--demo` and `user alice` as
 * well as `--user alice`, because some shells do not let `--` through to us.
 *
 * @throws UsageError for an unknown flag or word, a missing value, a flag given twice
 */
export function readArguments<F extends Flags>(flags: F, argv: readonly string[]): Given<F> {
  const args = [...argv];
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    if (word === '-h' && Object.hasOwn(flags, 'help')) args[i] = '--help';
    if (!word.startsWith('-') && Object.hasOwn(flags, word)) args[i] = `--${word}`;
    const flag = args[i].replace(/^--/, '');
    if (!Object.hasOwn(flags, flag) || flags[flag] === 'boolean') continue;
    // A negative number is a value that will not do, not a flag.
    if (/^-\d/.test(args[i + 1] ?? '')) args.splice(i, 2, `--${flag}=${args[i + 1]}`);
    else i++;
  }
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, takes]) => {
      const type = takes === 'boolean' ? takes : 'string';
      return [name, { type, multiple: takes === 'strings' }] as const;
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
    throw new UsageError(plain(error, args));
  }
}

/** What is wrong, in a line of our own: Node's go on about positional arguments. */
function plain(error: unknown, args: readonly string[]): string {
  const { code, message } = error as Error & { code?: string };
  const named = /'(?:-\w, )?(-[^' ]*|[^']*)/.exec(message)?.[1] ?? args[0];
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `there is no ${named}`;
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `"${named}" means nothing here`;
  if (/does not take an argument/.test(message)) return `${named} takes no value`;
  return `${named} needs a value`;
}
