import type { JSX } from 'preact';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import { NETWORK } from '../../../solution/supplied/constants';
import { CODES } from '../../../solution/supplied/Refusal';
import type { SeenMessage } from '../../channel/Updates';
import { useModel } from '../model/useModel';
import { blockLink, paymentLink } from '../shared/route';
import { UserName } from '../shared/UserName';
import { shortHash } from '../text/shorten';

/** What is in a message, and its answer. Without a message, says how to choose one. */
export function MessageContents({ message }: { message: SeenMessage | null }): JSX.Element {
  return (
    <div class="message-contents" role="status">
      {message === null ? (
        <p class="hint">
          Point at an arrow to see what is in its message. With the keyboard: focus the diagram, and
          press ← or →.
        </p>
      ) : (
        <Contents message={message} />
      )}
    </div>
  );
}

function Contents({ message }: { message: SeenMessage }): JSX.Element {
  const { type, subject, height, from, to, answer } = message;
  const { tree, payments } = useModel();
  const data =
    type === 'block'
      ? tree.find(subject)?.block.data
      : payments.find(subject, tree)?.node?.block.data;
  return (
    <>
      <p>
        <UserName address={from} /> → <UserName address={to} />:{' '}
        <a href={type === 'block' ? blockLink(subject) : paymentLink(subject)}>
          {type === 'block' ? `block ${height}` : 'payment'} <code>{shortHash(subject)}</code>
        </a>
        {data === undefined ? (
          '. The explorer does not have its contents.'
        ) : (
          <>
            , {formatCoins(data.amount)} coins from{' '}
            {data.from === NETWORK ? 'the network' : <UserName address={data.from} />} to{' '}
            <UserName address={data.to} />
          </>
        )}
      </p>
      <p>
        Answer: <code>{answer}</code>
        {answer !== 'ok' && `, ${CODES[answer]}`}
      </p>
    </>
  );
}
