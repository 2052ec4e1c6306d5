import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { formatCoins } from '../../../solution/supplied/chain/coins';
import type { Address } from '../../../solution/supplied/types';
import { useModel } from '../model/useModel';
import { PaymentRow } from '../payments/PaymentRow';
import { chainTo } from '../rules/chainTo';
import { ledgerOf } from '../rules/ledgerOf';
import { blockLink } from '../shared/route';
import { UserName } from '../shared/UserName';
import { plural } from '../text/numbers';

/** The maximum number of owners, and of payments, in the lists. */
const SHOWN = 50;

/** The network as one user sees it: the balances on its own chain, and the payments not on it. */
export function OwnView({ address }: { address: Address }): JSX.Element {
  const { users, tree, payments } = useModel();
  const user = users.get(address);
  const tip = user && tree.find(user.tip);
  const ledger = useMemo(
    () => ledgerOf(tip === undefined ? [] : chainTo(tip).map(({ block }) => block)),
    [tip],
  );
  if (user === undefined || tip === undefined) {
    return <p class="empty">The explorer does not know this user.</p>;
  }
  const owners = [...ledger.balances].sort((one, other) => other[1] - one[1]);
  const queue = payments.list(tree).filter(({ id, from, to, state }) => {
    const isHers = from === address || to === address;
    return isHers && state !== 'refused' && !ledger.transactions.has(id);
  });
  const { down, up } = tree.tip === undefined ? { down: 0, up: 0 } : tree.path(tip, tree.tip);
  return (
    <section aria-labelledby="own-title">
      <h1 id="own-title">
        As <UserName address={address} /> sees it
      </h1>
      <p class="lead">
        {user.here ? 'The tip is' : 'This user does not answer any more. Its last tip was'}{' '}
        <a href={blockLink(tip.id)}>block {tip.block.index}</a>
        {down + up === 0
          ? ', the tip of the main chain.'
          : `. The main chain has ${plural(up, 'other block')}, and this chain has ${plural(down, 'block')} that the main chain does not have.`}
      </p>
      <h2>Balances on this chain</h2>
      {owners.length === 0 && <p class="hint">No coin is mined on this chain.</p>}
      <ol class="payments">
        {owners.slice(0, SHOWN).map(([owner, cents]) => (
          <li key={owner} class="payment-row">
            <UserName address={owner} />
            <span>{formatCoins(cents)} coins</span>
          </li>
        ))}
      </ol>
      <h2>Payments that are not on this chain</h2>
      {queue.length === 0 && <p class="hint">None that the explorer knows.</p>}
      <ol class="payments">
        {queue.slice(0, SHOWN).map((payment) => (
          <PaymentRow key={payment.id} payment={payment} />
        ))}
      </ol>
    </section>
  );
}
