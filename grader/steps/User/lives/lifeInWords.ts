import type { LifeMove, ShortLife } from '../channel/ShortLife';

/** Tells a life, a line for each moment. */
export function lifeInWords(life: ShortLife): string {
  return life
    .map((moves, i) => `${i + 1}. ${moves.map(moveInWords).join(', and at once ')}`)
    .join('\n');
}

function moveInWords(move: LifeMove): string {
  if (move === 'start' || move === 'stop') return `${move}()`;
  if (move === 'stop and start') return 'stop(), and when it has resolved, start()';
  if (move.startsWith('on failed')) {
    const answer = move === 'on failed, stop' ? 'stop()' : 'stop(), and then start()';
    return `from now on, the listener of failed calls ${answer}, once`;
  }
  if (move.startsWith('start without')) {
    return `start(), and startThread throws for the ${move.split(' ').at(-1)}`;
  }
  const [who, act] = /^(\w+) (.+)$/.exec(move)?.slice(1) ?? [];
  return `the ${who} ${WORDS[act] ?? act}`;
}

const WORDS: Readonly<Record<string, string>> = {
  ready: "posts 'ready'",
  other: "posts other messages, such as { event: 'ready' }",
  dies: 'dies of an error',
  'throws a text': 'throws a text, and dies of it',
  'throws a number': 'throws a number, and dies of it',
  'throws an object': 'throws an object that is not an Error, and dies of it',
  exits: 'just exits',
  'exits with 3': 'calls process.exit(3)',
  ends: 'ends',
};
