import { formatCoins } from '../chain/coins';
import type { Address } from '../types';
import type { PaymentState, UserEvent } from '../user/UserEvent';
import { counted } from './counted';
import type { Program } from './Program';
import { short, shortName, styled } from './render';

const PAYMENTS: Readonly<Record<PaymentState, string>> = {
  waiting: 'waits to be minted',
  unreachable: 'did not reach the buyer, and is sent again later',
  refused: 'was refused',
  paid: 'is on the chain',
  settled: 'is six blocks deep',
  returned: 'was undone, and is sent again',
  unfundable: 'was undone, and its coins no longer exist',
};

const MORE: Readonly<Record<Extract<UserEvent, { event: 'more' }>['what'], string>> = {
  peer: 'knows',
  peerGone: 'forgot',
  refused: 'refused, or was refused,',
};

/**
 * Returns an event of a user as a sentence.
 *
 * @param nameOf returns the name of the user with an address, or the address itself
 */
export function tellEvent(
  event: UserEvent,
  nameOf: (address: Address) => string,
  explain: Program['explain'],
): string {
  const name = (address: Address): string => shortName(nameOf(address));
  const block = (index: number, hash: string): string => `block ${index} (${short(hash)}…)`;
  switch (event.event) {
    case 'ready':
      return (
        `${shortName(event.name)} listens on ${event.host}, port ${event.port}. ` +
        `The chain ends with block ${event.height}.`
      );
    case 'coin':
      return styled('bold', `mined a coin, ${block(event.index, event.hash)}`);
    case 'minted':
      return styled(
        'bold',
        `minted ${formatCoins(event.amount)} coins from ${name(event.from)}, ` +
          block(event.index, event.hash),
      );
    case 'block':
      return `accepted ${block(event.index, event.hash)}`;
    case 'caughtUp':
      return `fetched ${counted(event.blocks, 'missing block')}, up to block ${event.height}`;
    case 'reorganised':
      return (
        `changed to a branch with more work: undid ${counted(event.undone, 'block')}, ` +
        `took ${event.blocks}, up to block ${event.height}`
      );
    case 'refused': {
      const who = event.by === 'us' ? 'refused' : 'was refused by another user:';
      const text = `${who} ${event.what}: ${event.code} (${event.reason})`;
      return event.own ? styled('red', text) : text;
    }
    case 'payment':
      return (
        `the payment of ${formatCoins(event.amount)} coins to ${name(event.to)} ` +
        PAYMENTS[event.state] +
        (event.code === undefined ? '' : `: ${event.code}`) +
        (event.wasRefused ? ', although it was refused before' : '')
      );
    case 'peer':
      return `knows ${shortName(event.name)}, at ${event.host}, port ${event.port}`;
    case 'peerGone':
      return `forgot ${shortName(event.name)}, who was silent for too long`;
    case 'more':
      return `${MORE[event.what]} ${event.count} more`;
    case 'error':
      return styled('red', `the server had an error: ${explain(event)}`);
  }
}
