import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import { CODES } from '../../../solution/supplied/Refusal';
import type { SeenMessage } from '../../channel/Updates';
import { answerClass, isHarmless } from './answerClass';
import { useModel } from '../model/useModel';
import { UserName } from '../shared/UserName';
import { blockLink, paymentLink } from '../shared/route';
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
  const { payments, tree } = useModel();
  const payment = type === 'transaction' ? payments.find(subject, tree) : undefined;
  const amount = payment?.amount ?? null;
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
            the payment{' '}
            <a href={paymentLink(subject)}>
              <code>{shortHash(subject)}</code>
            </a>
            {amount === null ? '' : ` of ${formatCoins(amount)} coins`}{' '}
          </>
        )}
        {answer === 'ok' ? (
          <span class="answer">✓ ok</span>
        ) : (
          <span class="answer">
            {isHarmless(answer) ? '–' : '✗'} <code>{answer}</code>: {CODES[answer]}
          </span>
        )}
      </span>
    </li>
  );
}
