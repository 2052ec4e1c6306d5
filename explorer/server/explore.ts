import type { Guide } from '../channel/Fault';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { DEFAULT_OBSERVER_OPTIONS } from '../observer/ObserverOptions';
import type { Page } from './bundlePage';
import { Explorer } from './Explorer';
import { FaultTeller } from './FaultTeller';
import { readCommandLine, explorerHelp } from './commandLine';
import type { CommandOptions } from './commandLine';
import { listenProblem } from './listenProblem';
import { openBrowser } from './openBrowser';

const COMMAND = 'npm run explorer';

/** How long to search before the explorer reports that no user answers, in milliseconds. */
const SEARCH_MS = 1500;

/**
 * Runs the explorer until it is stopped.
 *
 * @param page returns the compiled page
 * @param guide where the course repairs each fault
 * @returns the exit code: 0, or 2 for a wrong command line
 */
export async function explore(
  argv: readonly string[],
  page: () => Promise<Page>,
  guide: Guide,
): Promise<number> {
  try {
    const options = readCommandLine(argv);
    if (options.help) {
      process.stdout.write(`${explorerHelp(COMMAND)}\n`);
      return 0;
    }
    return await run(options, page(), guide);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}; see ${COMMAND} help\n`);
    return 2;
  }
}

async function run(
  { peers, host, port, paceMs, open }: CommandOptions,
  page: Promise<Page>,
  guide: Guide,
): Promise<number> {
  const ended = new Promise<number>((resolve) => {
    const stop = (): void => resolve(0);
    process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
    // The program that reads our output can end before the explorer.
    process.stdout.on('error', stop);
  });
  const usual = DEFAULT_OBSERVER_OPTIONS;
  const observer = { ...usual, paceMs: paceMs ?? usual.paceMs, begin: peers, guide };
  const teller = new FaultTeller(() => explorer.observer, printLine);
  const onChange = (): void => teller.changed();
  const explorer = new Explorer({ host, port, observer, page, onChange }, (error) => {
    process.stderr.write(
      `The explorer has an internal error, but keeps running: ${String(error)}\n`,
    );
  });
  try {
    await explorer.start();
  } catch (error) {
    throw listenProblem(error, host, port);
  }
  printLine(`The explorer is at ${explorer.url}. Press Ctrl-C to stop it.`);
  if (open && process.stdout.isTTY) openBrowser(explorer.url);
  const timer = setTimeout(() => {
    if (explorer.observer.picture === undefined) {
      printLine(
        `No user answers at ${describePeers(peers)} yet. The explorer keeps searching. ` +
          'Start a network, for example with npm start.',
      );
    }
  }, SEARCH_MS);
  const code = await ended;
  clearTimeout(timer);
  teller.stop();
  await explorer.stop();
  return code;
}

/** Returns the first and the last endpoint as text. */
function describePeers(peers: readonly { host: string; port: number }[]): string {
  const [first] = peers;
  const last = peers[peers.length - 1];
  const place = `${first.host}:${first.port}`;
  if (peers.length === 1) return place;
  return `${place} … ${last.host}:${last.port}`;
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
