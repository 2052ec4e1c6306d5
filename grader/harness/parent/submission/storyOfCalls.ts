import type { Call } from '../../channel/protocol';
import { asked } from '../../channel/Story';
import type { Story } from '../../channel/Story';

/** Returns the calls as a story, so that a student can repeat them. */
export function storyOfCalls(calls: readonly Call[]): Story {
  const moves = calls.map(({ name, args, scripts }) => ({
    call: name,
    args: args.map((arg, i) => {
      const script = scripts.find(({ at }) => at === i);
      return script === undefined ? arg : asked(script.answers, script.last);
    }),
  }));
  return { moves };
}
