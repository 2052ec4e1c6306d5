import type { SeenMessage } from '../../channel/Updates';

/** Refusals of blocks that are no fault of any user. They happen in each network. */
const HARMLESS: readonly SeenMessage['answer'][] = ['not-longest', 'unknown-parent', 'busy'];

/** True for a refusal that is no fault. */
export const isHarmless = (answer: SeenMessage['answer']): boolean => HARMLESS.includes(answer);

/** Returns the style classes of an answer. They are empty for `ok`. */
export function answerClass(answer: SeenMessage['answer']): string {
  if (answer === 'ok') return '';
  return isHarmless(answer) ? 'refused harmless' : 'refused';
}
