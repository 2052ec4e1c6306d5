import { NETWORK } from '../../../solution/supplied/constants';
import type { Address } from '../../../solution/supplied/types';

/** The colours given out so far. */
const hues = new Map<Address, number>();

/** Steps of this angle around the colour wheel come near no earlier one for as long as can be. */
const GOLDEN_ANGLE = 137.508;

/**
 * A user's colour, as an angle of the colour wheel: given out in the order in which users are drawn, so
 * that a few users never look alike. A help for the eye only: the name always stands by.
 */
export function hueOf(address: Address | null): number {
  if (address === null || address === NETWORK) return 0;
  let hue = hues.get(address);
  if (hue === undefined) {
    hue = Math.round(250 + hues.size * GOLDEN_ANGLE) % 360;
    hues.set(address, hue);
  }
  return hue;
}
