import type { User } from '../../../solution/User';
import type { Replay, Search, SearchTools } from '../../harness/parent/suite/Search';
import type { ShortLife } from './channel/ShortLife';
import { everyLife } from './lives/everyLife';
import { LifeSearch } from './lives/LifeSearch';

/** How many users live at the same time. */
const AT_ONCE = 1000;

/** Lets users live all short lives, and longer lives that are drawn. */
export const search: Search = async (tools) => {
  const lives = everyLife(tools.seed);
  const of = new LifeSearch(tools as unknown as SearchTools<User>);
  for (let first = 0; first < lives.length; first += AT_ONCE) {
    await of.search(lives.slice(first, first + AT_ONCE));
  }
};

export const replay: Replay = (tools, searched) =>
  new LifeSearch(tools as unknown as SearchTools<User>).replay(searched as ShortLife);
