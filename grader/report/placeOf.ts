import type { Failure } from '../harness/parent/suite/Report';

/** A place at the beginning of a compiler's message, such as `starter/mine.ts:12: `. */
const PLACE = /^(\S+:\d+): /;

/** Returns the place of a failure, such as `starter/mine.ts:12`. Returns undefined if it is unknown. */
export function placeOf({ kind, place, got }: Failure): string | undefined {
  if (place !== undefined) return `${place.file}:${place.line}`;
  return kind === 'unloadable' ? PLACE.exec(got)?.[1] : undefined;
}
