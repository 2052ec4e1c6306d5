import type * as HandleMsg from '../../../solution/handleMsg';
import type { Search, SearchTools } from '../../harness/parent/suite/Search';
import { crowdStories } from './search/crowdStories';
import { drawnStories } from './search/drawnStories';
import { kinStories } from './search/kinStories';
import { MessageSearch } from './search/MessageSearch';
import { pairStories, twinStories } from './search/pairStories';

/** Plays all short stories of one user and of two, then messages and their kin, then long stories. */
export const search: Search = (tools) => {
  const messages = new MessageSearch(tools as SearchTools<typeof HandleMsg>);
  return messages.search((seed) => [
    pairStories(seed),
    twinStories(seed),
    kinStories(seed),
    crowdStories(seed),
    ...drawnStories(seed),
  ]);
};
