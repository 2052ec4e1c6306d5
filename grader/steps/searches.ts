import type { Searches } from '../harness/parent/suite/Search';

/** The search of each step, which is loaded when it is needed. */
export const SEARCHES: Searches = {
  hashBlock: async () => (await import('./hashBlock/search.js')).search,
  createGenesisBlock: async () => (await import('./createGenesisBlock/search.js')).search,
  mine: async () => (await import('./mine/search.js')).search,
  validateBlock: async () => (await import('./validateBlock/search.js')).search,
  ledger: async () => (await import('./ledger/search.js')).search,
  User: async () => (await import('./User/search.js')).search,
  signals: async () => (await import('./signals/search.js')).search,
  broadcast: async () => (await import('./broadcast/search.js')).search,
  handleMsg: async () => (await import('./handleMsg/search.js')).search,
  longestChain: async () => (await import('./longestChain/search.js')).search,
  catchUp: async () => (await import('./catchUp/search.js')).search,
  reorganise: async () => (await import('./reorganise/search.js')).search,
  signatures: async () => (await import('./signatures/search.js')).search,
};
