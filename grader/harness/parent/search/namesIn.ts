import type { Story } from '../../channel/Story';

/** Returns the names of all values of a story, in the order in which they are named. */
export function namesIn({ moves }: Story): string[] {
  const names = moves.flatMap((move) => {
    if ('let' in move) return [move.let];
    return 'as' in move && move.as !== undefined ? [move.as] : [];
  });
  return [...new Set(names)];
}
