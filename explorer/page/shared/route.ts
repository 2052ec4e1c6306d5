import { useEffect, useState } from 'preact/hooks';
import type { Address, Hash } from '../../../solution/supplied/types';

/** The names of the views, as they follow the `#` in the page's address. */
export const VIEWS = ['blocks', 'users', 'messages', 'payments', 'coins', 'classroom'] as const;

export type View = (typeof VIEWS)[number];

/** The view and the block that the page shows. */
export interface Route {
  view: View;
  /** The open block. Null if all blocks are closed. */
  block: Hash | null;
  /** The open payment, or null. */
  payment: string | null;
  /** The user whose own view is shown, or null. */
  user: Address | null;
  /** True if the page shows a private copy of the open block. */
  isChanging: boolean;
}

/** Returns the route for the text after the `#`. Unknown text gives the block tree. */
function parseRoute(fragment: string): Route {
  const [word, hash] = fragment.replace(/^#/, '').split('/');
  const isBlock = word === 'block' || word === 'change';
  const isHash = /^[0-9a-f]{64}$/.test(hash ?? '');
  const closed = { block: null, payment: null, user: null, isChanging: false };
  if (isBlock && isHash) {
    return { ...closed, view: 'blocks', block: hash, isChanging: word === 'change' };
  }
  if (word === 'payment' && /^[\w-]{1,64}$/.test(hash ?? '')) {
    return { ...closed, view: 'payments', payment: hash };
  }
  if (word === 'user' && isHash) return { ...closed, view: 'users', user: hash };
  return { ...closed, view: VIEWS.find((name) => name === word) ?? 'blocks' };
}

/** Returns the link to a payment. */
export const paymentLink = (id: string): string => `#payment/${encodeURIComponent(id)}`;

/** Returns the link to the network as a user sees it. */
export const userLink = (address: Address): string => `#user/${address}`;

/** Returns the link to a block. */
export const blockLink = (hash: Hash): string => `#block/${hash}`;

/** Returns the link to a private copy of a block. */
export const changeLink = (hash: Hash): string => `#change/${hash}`;

/** Follows a link within the page. */
export function go(fragment: string): void {
  location.hash = fragment;
}

/** Returns the route in the page's address. Redraws the component when the address changes. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const read = (): void => setRoute(parseRoute(location.hash));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return route;
}
