import { openStream } from './openStream';
import type { StreamMessage } from './StreamMessage';

/** The part of a shared worker's global object that this file uses. */
interface SharedScope {
  onconnect: ((event: { ports: readonly MessagePort[] }) => void) | null;
}

/** How long to collect new pages before the stream begins again for all, in milliseconds. */
const COLLECT_MS = 20;

/**
 * One stream of updates for all tabs. A browser opens at most six connections to a server, so with a
 * stream for each tab, the seventh tab would get nothing.
 */
const pages = new Set<MessagePort>();
let close: () => void = () => {};
let timer: ReturnType<typeof setTimeout> | undefined;

const send = (message: StreamMessage): void => {
  for (const page of pages) page.postMessage(message);
};

/** Begins the stream again. The server then sends all data, also to a new page. */
function begin(): void {
  close();
  close = pages.size === 0 ? () => {} : openStream(send);
}

(globalThis as unknown as SharedScope).onconnect = ({ ports: [page] }) => {
  pages.add(page);
  page.addEventListener('message', () => {
    pages.delete(page);
    if (pages.size === 0) begin();
  });
  page.start();
  clearTimeout(timer);
  timer = setTimeout(begin, COLLECT_MS);
};
