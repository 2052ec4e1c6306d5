import type { ComponentChildren, JSX } from 'preact';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import { NETWORK } from '../../../solution/supplied/constants';
import type { Address } from '../../../solution/supplied/types';
import type { TreeNode } from '../model/DrawnTree';
import { UserName } from '../shared/UserName';
import { formatCount } from '../text/numbers';
import { blockLink, paymentLink } from '../shared/route';

/** The fields of a block, each with the value that users send and the meaning of this value. */
export function BlockFields({ node: { block, parent } }: { node: TreeNode }): JSX.Element {
  const { data } = block;
  return (
    <section aria-labelledby="fields-title">
      <h3 id="fields-title">Fields</h3>
      <dl class="fields">
        <Field name="index" value={block.index} />
        <Field name="timestamp" value={block.timestamp}>
          <time dateTime={isoTime(block.timestamp)}>{clockTime(block.timestamp)}</time>
        </Field>
        <Field name="previousHash" value={block.previousHash}>
          {parent === null ? (
            'no parent'
          ) : (
            <>
              {block.previousHash === parent.block.hash ? '' : 'not the hash of '}
              <a href={blockLink(parent.id)}>block {parent.block.index}</a>
            </>
          )}
        </Field>
        <Field name="difficulty" value={block.difficulty}>
          about {formatCount(2 ** block.difficulty)} hashes a block
        </Field>
        <Field name="nonce" value={block.nonce} />
        <Field name="hash" value={block.hash} />
      </dl>
      <h4>data: its transaction</h4>
      <dl class="fields">
        <Field name="id" value={data.id}>
          {data.from === NETWORK ? null : <a href={paymentLink(data.id)}>the payment</a>}
        </Field>
        <Field name="from" value={data.from}>
          <Person address={data.from} />
        </Field>
        <Field name="to" value={data.to}>
          <Person address={data.to} />
        </Field>
        <Field name="amount" value={data.amount}>
          {formatCoins(data.amount)} coins
        </Field>
        <Field name="signature" value={data.signature === '' ? '""' : data.signature}>
          {data.signature === '' ? 'a mined coin is not signed' : null}
        </Field>
      </dl>
    </section>
  );
}

function Field({
  name,
  value,
  children,
}: {
  name: string;
  value: string | number;
  children?: ComponentChildren;
}): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
        {children !== undefined && children !== null && <span class="meaning">{children}</span>}
      </dd>
    </div>
  );
}

function Person({ address }: { address: Address }): JSX.Element {
  return address === NETWORK ? <>the network itself, not a user</> : <UserName address={address} />;
}

/** The latest time that a JavaScript `Date` can represent, in milliseconds. */
const MAX_TIME = 8.64e15;

function isoTime(at: number): string {
  return new Date(Math.min(at, MAX_TIME)).toISOString();
}

function clockTime(at: number): string {
  return new Date(Math.min(at, MAX_TIME)).toLocaleString();
}
