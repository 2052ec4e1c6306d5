import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useModel } from '../model/useModel';
import { MessageList } from './MessageList';
import { SpaceTime } from './SpaceTime';

/** How much time the diagram may show, in seconds. */
const SPANS = [5, 15, 60, 300] as const;

/** Who told whom of what: as a space-time diagram, and in words. */
export function MessagesView(): JSX.Element {
  const { messages, users } = useModel();
  const [seconds, setSeconds] = useState<number>(15);
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  return (
    <section aria-labelledby="messages-title">
      <h1 id="messages-title">Messages</h1>
      {messages.length === 0 ? (
        <p class="empty">
          {users.size === 0
            ? 'No user has been found yet.'
            : 'No user reports its messages. The reference’s users do, over getStatus, once the ' +
              'first block is announced; a user written otherwise need not, and then no arrows ' +
              'are drawn for it.'}
        </p>
      ) : (
        <>
          <div class="toolbar">
            <button
              type="button"
              class="toggle"
              aria-pressed={pausedAt !== null}
              onClick={() => setPausedAt(pausedAt === null ? Date.now() : null)}
            >
              Pause
            </button>
            <fieldset class="choice">
              <legend>Show the last</legend>
              {SPANS.map((span) => (
                <label key={span}>
                  <input
                    type="radio"
                    name="span"
                    checked={seconds === span}
                    onChange={() => setSeconds(span)}
                  />
                  {span < 60 ? `${span} s` : `${span / 60} min`}
                </label>
              ))}
            </fieldset>
            <ul class="legend arrows" aria-label="What the arrows mean">
              <li class="ok">a block, taken</li>
              <li class="payment">a payment, taken</li>
              <li class="refused">refused, with its code</li>
            </ul>
          </div>
          <SpaceTime spanMs={seconds * 1000} pausedAt={pausedAt} />
          <MessageList />
        </>
      )}
    </section>
  );
}
