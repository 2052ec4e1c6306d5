import { basename } from 'node:path';
import { UsageError } from './UsageError';

/**
 * Where npm puts an option that it takes from a command line, such as `npm_config_watch`. npm writes
 * the name in lower case.
 */
const variableOf = (flag: string): string =>
  `npm_config_${flag.replaceAll('-', '_').toLowerCase()}`;

/**
 * Returns the options that npm took from the command line. In `npm run grade step3 --watch`, npm
 * keeps `--watch` for itself, and only puts it into an environment variable.
 *
 * @param flags the kind of each option: `boolean` if it has no value
 * @param argv the words to read
 * @param program the file that runs
 * @param typed all words that npm passed on, for the message
 * @throws UsageError if npm separated an option from its value
 */
export function npmOptions(
  flags: Readonly<Record<string, string>>,
  argv: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  program: string = process.argv[1] ?? '',
  typed: readonly string[] = process.argv.slice(2),
): string[] {
  // The variables also reach programs that this program starts. They are not for them.
  if (program === '' || !env.npm_lifecycle_script?.includes(basename(program))) return [];
  return Object.entries(flags).flatMap(([flag, kind]) => {
    const value = env[variableOf(flag)];
    const isGiven = argv.some((word) => word.replace(/^--/, '').split('=')[0] === flag);
    if (value === undefined || value === '' || isGiven) return [];
    if (kind === 'boolean') return value === 'true' ? [`--${flag}`] : [];
    if (value === 'true') throw new UsageError(separated(flag, typed, env));
    return [`--${flag}=${value}`];
  });
}

/** Returns the command line that a person should type. */
function separated(flag: string, argv: readonly string[], env: NodeJS.ProcessEnv): string {
  const { npm_lifecycle_event: event = '' } = env;
  const command = event === 'start' ? 'npm start' : `npm run ${event}`;
  const number = argv.findLastIndex((word) => /^\d/.test(word));
  const at = number < 0 ? argv.length - 1 : number;
  const words = argv.filter((_, i) => i !== at);
  const line = [command, ...words, flag, at < 0 ? 'VALUE' : argv[at]].join(' ');
  return `npm took --${flag} from the command; type: ${line}`;
}
