import type { MessageStory } from '../channel/MessageStory';
import type { ToldWorld } from './ToldWorld';

/** Returns the world with one of its stories, and without the blocks and payments of others. */
export function onlyStory(
  { cast, descriptions }: ToldWorld,
  { users, lines }: MessageStory,
): ToldWorld {
  const names = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name === undefined || names.has(name) || !(name in descriptions)) return;
    names.add(name);
    add(descriptions[name].parent);
    add(descriptions[name].of);
  };
  const named = lines.flat().flatMap((event) => {
    if ('block' in event) return event.block;
    if ('payment' in event) return event.payment;
    if ('adopts' in event) return event.adopts;
    return 'queue' in event ? event.queue : [];
  });
  for (const { blocks, pending } of users) [...blocks, ...pending].forEach(add);
  named.forEach(add);
  const only = <Value>(all: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
  return { cast: only(cast), descriptions: only(descriptions), stories: [{ users, lines }] };
}
