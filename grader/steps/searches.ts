import type { Searches } from '../harness/parent/suite/Search';

/** The search of each step, which is loaded when it is needed. */
export const SEARCHES: Searches = {
  ledger: async () => (await import('./ledger/search.js')).search,
};
