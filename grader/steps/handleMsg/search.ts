import type * as HandleMsg from '../../../solution/handleMsg';
import type { Replay, Search, SearchTools } from '../../harness/parent/suite/Search';
import { crowdStories } from './search/crowdStories';
import { drawnStories } from './search/drawnStories';
import { kinStories } from './search/kinStories';
import { MessageSearch } from './search/MessageSearch';
import type { ToldWorld } from './search/ToldWorld';
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

export const replay: Replay = (tools, searched) =>
  new MessageSearch(tools as SearchTools<typeof HandleMsg>).replay(searched as ToldWorld);
