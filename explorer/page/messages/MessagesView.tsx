import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useModel } from '../model/useModel';
import { MessageList } from './MessageList';
import { MessageDiagram } from './MessageDiagram';

/** The lengths of time that the diagram can show, in seconds. */
const SPANS = [5, 15, 60, 300] as const;

/** The messages between users, as a space-time diagram and in words. */
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
            : 'No user has reported a message yet. The reference’s users report the messages that ' +
              'they get. Other programs can omit this report. Then their users have no arrows.'}
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
              <li class="ok">block accepted</li>
              <li class="payment">payment accepted</li>
              <li class="refused">refused, with the code</li>
            </ul>
          </div>
          <MessageDiagram spanMs={seconds * 1000} pausedAt={pausedAt} />
          <MessageList />
        </>
      )}
    </section>
  );
}
