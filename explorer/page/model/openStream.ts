import { UPDATE_KEYS } from './StreamMessage';
import type { StreamMessage } from './StreamMessage';

/** How long to wait after a refusal before the next connection, in milliseconds. */
const RETRY_MS = 2000;

/**
 * Opens the stream of updates. The server first sends all data. Connects again after each end.
 *
 * @returns a function that closes the stream
 */
export function openStream(send: (message: StreamMessage) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stream: EventSource;
  const open = (): void => {
    const source = new EventSource('updates');
    stream = source;
    source.addEventListener('open', () => send({ connection: 'open' }));
    source.addEventListener('error', () => {
      send({ connection: 'lost' });
      // The browser itself reconnects after a lost connection, but not after a refusal.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, RETRY_MS);
    });
    for (const key of UPDATE_KEYS) {
      source.addEventListener(key, ({ data }: MessageEvent<string>) => send({ key, data }));
    }
  };
  open();
  return () => {
    clearTimeout(timer);
    stream.close();
  };
}
