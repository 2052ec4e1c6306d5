import type { Move } from '../../channel/Story';
import { isAsked, isAt } from '../../channel/Story';

/** Returns the moves without some moves, and without all moves that use a name that then lacks. */
export function withoutMoves(moves: readonly Move[], removed: ReadonlySet<number>): Move[] {
  const lacking = new Set<string>();
  return moves.filter((move, i) => {
    const name = nameOf(move);
    const stays = !removed.has(i) && !usedBy(move).some((used) => lacking.has(used));
    if (!stays && name !== undefined) lacking.add(name);
    return stays;
  });
}

/** The name that a move gives to a value. */
export function nameOf(move: Move): string | undefined {
  if ('let' in move) return move.let;
  return 'as' in move ? move.as : undefined;
}

/** The names that a move uses. */
export function usedBy(move: Move): string[] {
  if ('let' in move) return usedIn(move.be);
  if ('copy' in move) return [move.copy[0]];
  if ('freeze' in move) return [move.freeze[0]];
  if ('seal' in move) return [move.seal[0]];
  if ('assign' in move) return [move.assign[0], ...usedIn(move.from)];
  if ('change' in move) return [move.change[0], ...usedIn(move.to)];
  return move.args.flatMap((arg) => (isAsked(arg) ? arg.during.flatMap(usedBy) : usedIn(arg)));
}

function usedIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isAt(value)) return [value['@at'][0]];
  const parts: unknown[] = value instanceof Map ? [...value.values()] : Object.values(value);
  return parts.flatMap(usedIn);
}
