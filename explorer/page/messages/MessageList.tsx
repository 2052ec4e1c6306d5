import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CODES } from '../../../solution/supplied/Refusal';
import type { SeenMessage } from '../../channel/Updates';
import { answerClass } from './answerClass';
import { useModel } from '../model/useModel';
import { UserName } from '../shared/UserName';
import { blockLink } from '../shared/route';
import { shortHash } from '../text/shorten';

/** How many messages are listed. */
const SHOWN = 50;

/** The latest messages in words, newest first. */
export function MessageList(): JSX.Element {
  const { messages } = useModel();
  const [onlyRefused, setOnlyRefused] = useState(false);
  const chosen = onlyRefused ? messages.filter(({ answer }) => answer !== 'ok') : messages;
  return (
    <section aria-labelledby="list-title" class="message-list">
      <h2 id="list-title">The same in words</h2>
      <label class="check">
        <input
          type="checkbox"
          checked={onlyRefused}
          onChange={(event) => setOnlyRefused(event.currentTarget.checked)}
        />
        Only refused messages
      </label>
      {chosen.length === 0 && <p class="hint">No recent message was refused.</p>}
      <ol reversed>
        {chosen
          .slice(-SHOWN)
          .reverse()
          .map((message) => (
            <MessageItem key={message.id} message={message} />
          ))}
      </ol>
    </section>
  );
}

function MessageItem({ message }: { message: SeenMessage }): JSX.Element {
  const { type, subject, height, from, to, at, answer } = message;
  return (
    <li class={answerClass(answer)}>
      <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleTimeString()}</time>
      <span>
        <UserName address={from} /> sends <UserName address={to} />{' '}
        {type === 'block' ? (
          <>
            <a href={blockLink(subject)}>block {height}</a>{' '}
          </>
        ) : (
          <>
            the payment <code>{shortHash(subject)}</code>{' '}
          </>
        )}
        {answer === 'ok' ? (
          <span class="answer">✓ ok</span>
        ) : (
          <span class="answer">
            ✗ <code>{answer}</code>: {CODES[answer]}
          </span>
        )}
      </span>
    </li>
  );
}
