import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useModel } from '../model/useModel';
import { plural } from '../text/numbers';
import { PaymentRow } from './PaymentRow';

/** How many payments are listed. */
const SHOWN = 100;

/** The payments that the explorer knows, the newest first. */
export function PaymentsView({ open }: { open: string | null }): JSX.Element {
  const { payments, tree } = useModel();
  const all = payments.list(tree);
  const opened = open === null ? undefined : payments.find(open, tree);
  useEffect(() => {
    document.querySelector('.payment-row.open')?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <section aria-labelledby="payments-title">
      <h1 id="payments-title">Payments</h1>
      <p class="lead">
        A payment is never final: with each block after it, it is harder to undo. Users report only
        the id of a payment, so its amount is unknown until a block has it. Nobody reports a payment
        whose buyer cannot be reached. So this list does not have it.
      </p>
      {open !== null && opened === undefined && (
        <p class="empty">The explorer does not know this payment.</p>
      )}
      {all.length === 0 && <p class="empty">No user has paid yet.</p>}
      <ol class="payments">
        {opened !== undefined && <PaymentRow payment={opened} isOpen />}
        {all
          .slice(0, SHOWN)
          .map(
            (payment) =>
              payment.id !== opened?.id && <PaymentRow key={payment.id} payment={payment} />,
          )}
      </ol>
      {all.length > SHOWN && <p class="hint">And {plural(all.length - SHOWN, 'older payment')}.</p>}
    </section>
  );
}
