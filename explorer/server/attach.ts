import type { ExplorerOutcome } from '../../solution/supplied/program/ExplorerProcess';
import type { Endpoint } from '../../solution/supplied/types';
import { DEFAULT_OBSERVER_OPTIONS } from '../observer/ObserverOptions';
import type { Page } from './bundlePage';
import { Explorer } from './Explorer';
import { openBrowser } from './openBrowser';

/**
 * The explorer beside a network that another process runs: it is told there where the users are,
 * answers with the page's address, and ends when that process does.
 *
 * @param page what to show
 * @param open whether to show the page in a browser
 */
export async function attach(page: Promise<Page>, open: boolean): Promise<void> {
  const tell = (outcome: ExplorerOutcome): void => {
    process.send?.(outcome, () => {});
  };
  // A Ctrl-C is meant for the other process, which then ends us.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  process.once('disconnect', () => process.exit(0));
  const explorer = new Explorer(
    { host: '127.0.0.1', observer: { ...DEFAULT_OBSERVER_OPTIONS, begin: [] }, page },
    (error) => process.stderr.write(`the explorer went wrong: ${String(error)}\n`),
  );
  process.on('message', (endpoint: Endpoint) => explorer.observer.begin(endpoint));
  try {
    await explorer.start();
    tell({ url: explorer.url });
    if (open) openBrowser(explorer.url);
  } catch (error) {
    tell({ problem: error instanceof Error ? error.message : String(error) });
    process.disconnect();
  }
}
