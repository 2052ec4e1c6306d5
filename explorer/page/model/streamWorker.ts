import type { StreamMessage } from './StreamMessage';
import { UPDATE_KEYS } from './StreamMessage';

/** The part of a shared worker's global object that this file uses. */
interface SharedScope {
  onconnect: ((event: { ports: readonly MessagePort[] }) => void) | null;
}

/** How long to wait after a refusal before the next connection, in milliseconds. */
const RETRY_MS = 2000;

/** How long to collect new pages before the stream begins again for all, in milliseconds. */
const COLLECT_MS = 20;

/**
 * One stream of updates for all tabs. A browser opens at most six connections to a server, so with a
 * stream for each tab, the seventh tab would get nothing.
 */
const pages = new Set<MessagePort>();
let source: EventSource | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

const send = (message: StreamMessage): void => {
  for (const page of pages) page.postMessage(message);
};

/** Begins the stream again after some time. The server then sends all data, also to a new page. */
function beginIn(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(begin, ms);
}

function begin(): void {
  source?.close();
  source = undefined;
  if (pages.size === 0) return;
  const stream = new EventSource('/updates');
  source = stream;
  stream.addEventListener('open', () => send({ connection: 'open' }));
  stream.addEventListener('error', () => {
    send({ connection: 'lost' });
    // The browser itself reconnects after a lost connection, but not after a refusal.
    if (stream.readyState === EventSource.CLOSED && source === stream) beginIn(RETRY_MS);
  });
  for (const key of UPDATE_KEYS) {
    stream.addEventListener(key, ({ data }: MessageEvent<string>) => send({ key, data }));
  }
}

(globalThis as unknown as SharedScope).onconnect = ({ ports: [page] }) => {
  pages.add(page);
  page.addEventListener('message', () => {
    pages.delete(page);
    if (pages.size === 0) begin();
  });
  page.start();
  beginIn(COLLECT_MS);
};
