import type { Address } from '../../solution/supplied/types';
import type { Remedy, SeenFault } from './Fault';
import { namesOf } from './namesOf';

/** A fault in words: `what` and then `why` are one sentence or more. */
export interface FaultText {
  /** The wrong thing and its owner, such as `alice’s block 2`. */
  what: string;
  /** What is wrong with it, such as `: bad-work. 8 of 10 zero bits.` */
  why: string;
}

/**
 * Returns the text about a fault.
 *
 * @param nameOf returns the name of a user. The name must be safe to print
 */
export function sayFault(fault: SeenFault, nameOf: (address: Address) => string): FaultText {
  const { user, endpoint, subject, cause, detail, others } = fault;
  const owner = user === null ? (endpoint ?? 'The network') : nameOf(user);
  const what = `${owner}’s ${subject}`;
  switch (cause) {
    case 'unannounced':
      return { what, why: ` do not reach ${namesOf(others, nameOf)}. ${detail}` };
    case 'accepted':
      return { what, why: ` came from another user, and is wrong: ${detail}` };
    case 'other-network':
      return { what, why: ` is another one. ${detail}` };
    case 'misplaced':
      return { what, why: ` is at the wrong place: ${detail}` };
    default:
      return { what, why: `: ${cause}. ${detail}` };
  }
}

/** Returns where the reader finds the remedy, such as `See step 3, starter/mine.ts.` */
export function sayRemedies(remedies: readonly Remedy[]): string {
  if (remedies.length === 0) return '';
  const places = remedies.map(({ step, file, handout }) =>
    step === null ? handout : `step ${step}, ${file ?? handout}`,
  );
  return `See ${places.join(', or ')}.`;
}
