import { useEffect, useState } from 'preact/hooks';
import type { Hash } from '../../../solution/supplied/types';

/** The names of the views, as they follow the `#` in the page's address. */
export const VIEWS = ['blocks', 'users', 'messages', 'coins', 'classroom'] as const;

export type View = (typeof VIEWS)[number];

/** The view and the block that the page shows. */
export interface Route {
  view: View;
  /** The open block. Null if all blocks are closed. */
  block: Hash | null;
  /** True if the page shows a private copy of the open block. */
  isChanging: boolean;
}

/** Returns the route for the text after the `#`. Unknown text gives the block tree. */
function parseRoute(fragment: string): Route {
  const [word, hash] = fragment.replace(/^#/, '').split('/');
  const isBlock = word === 'block' || word === 'change';
  if (isBlock && /^[0-9a-f]{64}$/.test(hash ?? '')) {
    return { view: 'blocks', block: hash, isChanging: word === 'change' };
  }
  const view = VIEWS.find((name) => name === word) ?? 'blocks';
  return { view, block: null, isChanging: false };
}

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
