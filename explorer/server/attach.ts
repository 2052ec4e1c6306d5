import type { ExplorerOutcome } from '../../solution/supplied/program/ExplorerProcess';
import type { Endpoint } from '../../solution/supplied/types';
import type { Guide } from '../channel/Fault';
import { DEFAULT_OBSERVER_OPTIONS } from '../observer/ObserverOptions';
import type { Page } from './bundlePage';
import { Explorer } from './Explorer';
import { openBrowser } from './openBrowser';

/**
 * Runs the explorer for a network in the parent process. The parent sends the users' endpoints. The
 * explorer sends the page's address to the parent. The explorer ends when the parent ends.
 *
 * @param guide where the course repairs each fault
 * @param open whether to show the page in a browser
 */
export async function attach(page: Promise<Page>, guide: Guide, open: boolean): Promise<void> {
  const report = (outcome: ExplorerOutcome): void => {
    process.send?.(outcome, () => {});
  };
  // Ctrl-C reaches both processes. The parent handles Ctrl-C, and then ends this process.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  process.once('disconnect', () => process.exit(0));
  const explorer = new Explorer(
    { host: '127.0.0.1', observer: { ...DEFAULT_OBSERVER_OPTIONS, begin: [], guide }, page },
    (error) =>
      process.stderr.write(
        `The explorer has an internal error, but keeps running: ${String(error)}\n`,
      ),
  );
  process.on('message', (endpoint: Endpoint) => explorer.observer.addEndpoint(endpoint));
  try {
    await explorer.start();
    report({ url: explorer.url });
    if (open) openBrowser(explorer.url);
  } catch (error) {
    report({ problem: error instanceof Error ? error.message : String(error) });
    process.disconnect();
  }
}
