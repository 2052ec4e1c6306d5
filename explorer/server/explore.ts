import { UsageError } from '../../solution/supplied/program/readArguments';
import { DEFAULT_OBSERVER_OPTIONS } from '../observer/ObserverOptions';
import type { Page } from './bundlePage';
import { Explorer } from './Explorer';
import { explorerOptions, help } from './explorerOptions';
import type { CommandOptions } from './explorerOptions';
import { openBrowser } from './openBrowser';

const COMMAND = 'npm run explorer';

/** How long to look for a user before saying that there is none yet, in milliseconds. */
const PATIENCE_MS = 1500;

/**
 * The explorer, from its command line to its exit code.
 *
 * @param page what to show
 * @returns 0 if all went well, 1 if not, 2 for a command line that does not fit
 */
export async function explore(argv: readonly string[], page: () => Promise<Page>): Promise<number> {
  try {
    const options = explorerOptions(argv);
    if (options.help) {
      process.stdout.write(`${help(COMMAND)}\n`);
      return 0;
    }
    return await run(options, page());
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}; see ${COMMAND} -- --help\n`);
    return 2;
  }
}

async function run(
  { peers, host, port, paceMs, open }: CommandOptions,
  page: Promise<Page>,
): Promise<number> {
  const ended = new Promise<number>((resolve) => {
    const stop = (): void => resolve(0);
    process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
    // Whoever reads our lines may go away first.
    process.stdout.once('error', stop);
  });
  const usual = DEFAULT_OBSERVER_OPTIONS;
  const observer = { ...usual, paceMs: paceMs ?? usual.paceMs, begin: peers };
  const explorer = new Explorer({ host, port, observer, page }, (error) => {
    process.stderr.write(`the explorer went wrong: ${String(error)}\n`);
  });
  try {
    await explorer.start();
  } catch (error) {
    throw listenProblem(error, host, port);
  }
  say(`The explorer is at ${explorer.url}. Ctrl-C ends it.`);
  if (open && process.stdout.isTTY) openBrowser(explorer.url);
  const patience = setTimeout(() => {
    if (explorer.observer.picture === undefined) {
      say(`No user answers at ${listOf(peers)} yet. It keeps looking.`);
    }
  }, PATIENCE_MS);
  const code = await ended;
  clearTimeout(patience);
  await explorer.stop();
  return code;
}

/** Why the page cannot be served there, in one line. */
function listenProblem(error: unknown, host: string, port: number | undefined): unknown {
  switch ((error as { code?: string }).code) {
    case 'EADDRINUSE':
      return new UsageError(`port ${port ?? ''} is in use; choose another with --port`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError(`this machine has no address ${host}`);
    case 'EACCES':
      return new UsageError(`port ${port ?? ''} is not ours to listen on; choose one above 1023`);
    default:
      return error;
  }
}

/** Places in a few words. */
function listOf(peers: readonly { host: string; port: number }[]): string {
  const [first] = peers;
  const last = peers[peers.length - 1];
  const place = `${first.host}:${first.port}`;
  if (peers.length === 1) return place;
  return `${place} … ${last.host}:${last.port}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
