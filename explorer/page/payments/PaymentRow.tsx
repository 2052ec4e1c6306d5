import type { JSX } from 'preact';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import { CODES } from '../../../solution/supplied/Refusal';
import type { ShownPayment } from '../model/PaymentBook';
import { blockLink, paymentLink } from '../shared/route';
import { UserName } from '../shared/UserName';
import { plural } from '../text/numbers';
import { shortHash } from '../text/shorten';

interface PaymentRowProps {
  payment: ShownPayment;
  isOpen?: boolean;
}

/** A payment with its state, and links to its block. */
export function PaymentRow({ payment, isOpen = false }: PaymentRowProps): JSX.Element {
  const { id, from, to, amount, node } = payment;
  return (
    <li class={isOpen ? 'payment-row open' : 'payment-row'} aria-current={isOpen}>
      <span>
        <UserName address={from} /> pays <UserName address={to} />{' '}
        <b>{amount === null ? 'an unknown amount' : `${formatCoins(amount)} coins`}</b>{' '}
        <a href={paymentLink(id)} title={id}>
          <code>{isOpen ? id : shortHash(id)}</code>
        </a>
      </span>
      <span class={`payment-state ${payment.state}`}>
        {stateText(payment)}
        {node !== undefined && (
          <>
            {' '}
            <a href={blockLink(node.id)}>block {node.block.index}</a>
          </>
        )}
      </span>
    </li>
  );
}

function stateText({ state, depth, code }: ShownPayment): string {
  switch (state) {
    case 'paid':
      return `✓ paid, ${plural(depth, 'block')} deep:`;
    case 'waiting':
      return '… waiting for a block of its buyer';
    case 'refused':
      return `✗ refused: ${code}, ${code === null ? '' : CODES[code]}`;
    case 'forked':
      return '⑂ only on a fork that a user follows:';
    case 'returned':
      return '↩ returned, its block left the main chain:';
  }
}
