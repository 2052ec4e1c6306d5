import type { Line, MessageStory } from '../channel/MessageStory';

/**
 * Shortens a story that fails. Leaves out lines, events and waiting payments, and handles events one after the other
 * instead of at once, while the story still fails.
 *
 * @param firstFailing returns the number of the first of these stories that fails, or -1
 */
export async function shrinkStory(
  story: MessageStory,
  firstFailing: (stories: readonly MessageStory[]) => Promise<number>,
): Promise<MessageStory> {
  let shortest = story;
  for (;;) {
    const simpler = [
      ...simplerThan(shortest.lines).map((lines) => ({ ...shortest, lines })),
      ...withoutPending(shortest),
    ];
    const at = simpler.length === 0 ? -1 : await firstFailing(simpler);
    if (at < 0) return shortest;
    shortest = simpler[at];
  }
}

/** Returns simpler versions, the simplest first. */
function simplerThan(lines: readonly Line[]): Line[][] {
  const half = Math.floor(lines.length / 2);
  const versions = [
    ...(half > 0 ? [lines.slice(0, half), lines.slice(half)] : []),
    ...lines.map((_, i) => lines.toSpliced(i, 1)),
    ...lines.flatMap((events, i) => {
      if (events.length === 1) return [];
      const split = events.map((event) => [event]);
      const fewer = events.map((_, event) => events.toSpliced(event, 1));
      return [
        ...fewer.map((line) => lines.toSpliced(i, 1, line)),
        lines.toSpliced(i, 1, ...split),
        lines.toSpliced(i, 1, ...split.toReversed()),
      ];
    }),
  ];
  return versions.filter(({ length }) => length > 0);
}

/** Returns versions in which no payments wait at one user at first, or only half of them. */
function withoutPending(story: MessageStory): MessageStory[] {
  return story.users.flatMap((user, i) => {
    if (user.pending.length === 0) return [];
    return [0, user.pending.length >> 1].map((count) => ({
      ...story,
      users: [...story.users].toSpliced(i, 1, { ...user, pending: user.pending.slice(0, count) }),
    }));
  });
}
