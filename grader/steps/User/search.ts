import type { User } from '../../../solution/User';
import type { Tools } from '../../harness/parent/suite/Check';
import type { Search } from '../../harness/parent/suite/Search';
import { SearchFailed } from '../../harness/parent/suite/SearchFailed';
import { longerLives } from './longerLives';
import type { Broken } from './longerLives';
import { tellStory } from './tellStory';

/** Lets several users live longer lives than in the examples, all at the same time. */
export const search: Search = async (tools) => {
  const about = { of: 'start' as const, tried: 'several users, each with a longer life' };
  const [broken] = await tellStory(tools as unknown as Tools<User>, about, async (life) => {
    const found = await Promise.all(longerLives.map((live) => live(life)));
    return found.find((each): each is Broken => each !== undefined);
  });
  if (broken === undefined) return;
  const { sentence, of, ...words } = broken;
  const place = tools.placeOf(of);
  throw new SearchFailed({ kind: 'wrong', place, ...words }, sentence, of);
};
