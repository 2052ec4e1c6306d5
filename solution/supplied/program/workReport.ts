import { partsAtWork } from './partsAtWork';
import type { Program } from './Program';
import { shortName } from './render';
import type { Tally } from './Tally';
import type { Watch } from './Watch';

/**
 * Returns lines about what the student's parts have done so far. Returns none if no part is the
 * student's, or if no user has become ready.
 */
export async function workReport(
  { ownParts = [] }: Program,
  tally: Tally,
  watch: Watch,
): Promise<string[]> {
  if (tally.users === 0 || ownParts.length === 0) return [];
  await watch.update();
  const silent = watch.silent.map(
    (name) => `  (${shortName(name)} does not answer, so counts are missing)`,
  );
  return ['', 'Your parts at work:', ...partsAtWork(ownParts, tally, watch.hashes), ...silent];
}
