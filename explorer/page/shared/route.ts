import { useEffect, useState } from 'preact/hooks';
import type { Hash } from '../../../solution/supplied/types';

/** The views, as they stand after the `#` of the page's address. */
export const VIEWS = ['blocks', 'users', 'messages', 'coins', 'classroom'] as const;

export type View = (typeof VIEWS)[number];

/** What the page shows. */
export interface Route {
  view: View;
  /** The block that is opened, if one is. */
  block: Hash | null;
  /** True while a private copy of that block is being changed. */
  isChanging: boolean;
}

/** Reads what stands after the `#`; whatever makes no sense is the block tree. */
export function parseRoute(fragment: string): Route {
  const [word, hash] = fragment.replace(/^#/, '').split('/');
  const isBlock = word === 'block' || word === 'change';
  if (isBlock && /^[0-9a-f]{64}$/.test(hash ?? '')) {
    return { view: 'blocks', block: hash, isChanging: word === 'change' };
  }
  const view = VIEWS.find((name) => name === word) ?? 'blocks';
  return { view, block: null, isChanging: false };
}

/** The address of an opened block. */
export const blockLink = (hash: Hash): string => `#block/${hash}`;

/** The address of a block's private copy. */
export const changeLink = (hash: Hash): string => `#change/${hash}`;

/** Goes to an address within the page. */
export function go(fragment: string): void {
  location.hash = fragment;
}

/** What the page's address asks for, kept up to date. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const read = (): void => setRoute(parseRoute(location.hash));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return route;
}
