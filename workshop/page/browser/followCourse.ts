import { whileVisible } from '../../../explorer/page/model/whileVisible';
import type { CourseState } from '../channel/CourseState';
import { onNewKey, storedKey } from './courseSession';

/**
 * `locked`: the server does not know this browser. `lost`: the server does not answer. The page
 * then tries again.
 */
export type CourseConnection = 'connecting' | 'open' | 'lost' | 'locked';

/** The server gives a sign of life each second. */
const SILENCE_MS = 2500;

/** How often the page looks for a sign of life, in milliseconds. */
const LOOK_MS = 500;

/**
 * Follows the state of the course. On each connection, the server sends the whole state. While the
 * page is hidden, it has no connection.
 */
export function followCourse(
  onState: (state: CourseState) => void,
  onConnection: (connection: CourseConnection) => void,
): void {
  whileVisible(() => {
    let stream: EventSource;
    let heardAt = 0;
    const open = (): void => {
      heardAt = Date.now();
      const source = new EventSource(`/events?key=${encodeURIComponent(storedKey())}`);
      stream = source;
      source.addEventListener('open', () => onConnection('open'));
      source.addEventListener('beat', () => (heardAt = Date.now()));
      source.addEventListener('state', ({ data }: MessageEvent<string>) => {
        heardAt = Date.now();
        onState(JSON.parse(data) as CourseState);
      });
      source.addEventListener('error', () => {
        // The browser itself reconnects after a lost connection, but not after a refusal.
        onConnection(source.readyState === EventSource.CLOSED ? 'locked' : 'lost');
      });
    };
    const reopen = (): void => {
      stream.close();
      open();
    };
    open();
    // After a laptop has slept, an old connection can look open and be dead.
    const timer = setInterval(() => {
      const isRefused = stream.readyState === EventSource.CLOSED;
      if (isRefused || Date.now() - heardAt <= SILENCE_MS) return;
      onConnection('lost');
      reopen();
    }, LOOK_MS);
    const stopHearing = onNewKey(reopen);
    return () => {
      stopHearing();
      clearInterval(timer);
      stream.close();
    };
  });
}
