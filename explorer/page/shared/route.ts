import { useEffect, useState } from 'preact/hooks';
import type { Hash } from '../../../solution/supplied/types';

/** The views, as the page's address names them after its `#`. */
export const VIEWS = ['blocks', 'users', 'messages', 'coins', 'classroom'] as const;

export type View = (typeof VIEWS)[number];

/** What the page shows. */
export interface Route {
  view: View;
  /** The open block; null if none is. */
  block: Hash | null;
  /** True if a private copy of that block is shown. */
  isChanging: boolean;
}

/** Reads the text after the `#`. Any unknown text means the block tree. */
function parseRoute(fragment: string): Route {
  const [word, hash] = fragment.replace(/^#/, '').split('/');
  const isBlock = word === 'block' || word === 'change';
  if (isBlock && /^[0-9a-f]{64}$/.test(hash ?? '')) {
    return { view: 'blocks', block: hash, isChanging: word === 'change' };
  }
  const view = VIEWS.find((name) => name === word) ?? 'blocks';
  return { view, block: null, isChanging: false };
}

/** The link to a block. */
export const blockLink = (hash: Hash): string => `#block/${hash}`;

/** The link to a private copy of a block. */
export const changeLink = (hash: Hash): string => `#change/${hash}`;

/** Follows a link within the page. */
export function go(fragment: string): void {
  location.hash = fragment;
}

/** Returns what the page's address names, and redraws the component when it changes. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const read = (): void => setRoute(parseRoute(location.hash));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return route;
}
