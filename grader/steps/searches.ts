import type { Search, Searches } from '../harness/parent/suite/Search';

interface WithSearch {
  search: Search;
}

/**
 * The search of each step. A search is loaded when it is needed, because fast-check and the
 * reference take time to load.
 */
export const SEARCHES: Searches = {
  hashBlock: () => (require('./hashBlock/search') as WithSearch).search,
  createGenesisBlock: () => (require('./createGenesisBlock/search') as WithSearch).search,
  mine: () => (require('./mine/search') as WithSearch).search,
  validateBlock: () => (require('./validateBlock/search') as WithSearch).search,
  ledger: () => (require('./ledger/search') as WithSearch).search,
  User: () => (require('./User/search') as WithSearch).search,
  signals: () => (require('./signals/search') as WithSearch).search,
  minerThread: () => (require('./minerThread/search') as WithSearch).search,
  broadcast: () => (require('./broadcast/search') as WithSearch).search,
  handleMsg: () => (require('./handleMsg/search') as WithSearch).search,
  longestChain: () => (require('./longestChain/search') as WithSearch).search,
  catchUp: () => (require('./catchUp/search') as WithSearch).search,
  reorganise: () => (require('./reorganise/search') as WithSearch).search,
  signatures: () => (require('./signatures/search') as WithSearch).search,
};
