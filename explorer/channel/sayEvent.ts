import type { Address } from '../../solution/supplied/types';
import { namesOf } from './namesOf';
import { sayFault } from './sayFault';
import type { SeenEvent } from './SeenEvent';

/**
 * Returns one sentence or more about an event.
 *
 * @param nameOf returns the name of a user. The name must be safe to print
 */
export function sayEvent(event: SeenEvent, nameOf: (address: Address) => string): string {
  switch (event.kind) {
    case 'joined':
      return `${nameOf(event.user)} joined.`;
    case 'gone':
      return `${nameOf(event.user)} does not answer any more.`;
    case 'back':
      return `${nameOf(event.user)} is back.`;
    case 'reorganised': {
      const { user, undone, adopted, height } = event;
      const left = undone === 1 ? '1 block' : `${undone} blocks`;
      return `${nameOf(user)} changed branch at height ${height}: −${left}, +${adopted}.`;
    }
    case 'split': {
      const groups = event.groups.map((users) => namesOf(users, nameOf)).join(' / ');
      return `The network is split since height ${event.height}: ${groups}.`;
    }
    case 'healed': {
      const { ms, depths, isGone } = event;
      const lasted = `It lasted ${Math.round(ms / 1000)} s.`;
      if (isGone) return `The split is over, because one side is gone. ${lasted}`;
      return `The split is over. ${lasted} The branches had ${depths.join(' and ')} blocks.`;
    }
    case 'fault': {
      const { what, why } = sayFault(event.fault, nameOf);
      return `${what}${why}`;
    }
  }
}
