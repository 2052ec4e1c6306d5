import type { User } from '../../../solution/User';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { About, Tools } from '../../harness/parent/suite/Check';
import { Life } from './Life';

/**
 * Tells a story in a new life.
 *
 * @returns what the story saw, and the answer for the demands of the check
 * @throws CheckFailed if the life does not reach the end of the story
 */
export async function tellStory<Seen>(
  tools: Tools<User>,
  about: About<keyof User & string>,
  story: (life: Life) => Promise<Seen>,
): Promise<[Seen, Answer]> {
  let told: { seen: Seen } | { fault: unknown } | undefined;
  let life: Life | undefined;
  try {
    const answer = await tools.play('live', about, undefined, (tell) => {
      const begun = new Life(tell, tools.random, tools.slowness);
      life = begun;
      void story(begun)
        .then(
          (seen) => (told = { seen }),
          (fault: unknown) => (told = { fault }),
        )
        .then(() => begun.end());
      return (message) => begun.hear(message);
    });
    if (told === undefined) {
      answer.must(false, {
        expected: 'an answer',
        got: 'the threads ended too early',
      });
      throw new Error('a life that ended too early counts as lived');
    }
    if ('fault' in told) throw told.fault;
    return [told.seen, answer];
  } finally {
    life?.end();
  }
}
