import { NETWORK } from '../../../solution/supplied/constants';
import type { Address } from '../../../solution/supplied/types';

/** The colours in use. */
const hues = new Map<Address, number>();

/**
 * Steps of this angle around the colour wheel give colours that are far from all earlier colours.
 */
const GOLDEN_ANGLE = 137.508;

/**
 * Returns a user's colour as an angle of the colour wheel. Users get colours in the order in which
 * the server lists them, so all views and all tabs show the same colours. A few users always have
 * different colours. Many users can have similar colours, and therefore the page also shows the
 * name.
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
