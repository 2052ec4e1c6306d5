import type { SeenMessage } from '../../channel/Updates';

/** Refusals of blocks that are no fault of any user. They happen in each network. */
const HARMLESS: readonly SeenMessage['answer'][] = ['not-longest', 'unknown-parent', 'busy'];

/** Returns the style classes of an answer. They are empty for `ok`. */
export function answerClass(answer: SeenMessage['answer']): string {
  if (answer === 'ok') return '';
  return HARMLESS.includes(answer) ? 'refused harmless' : 'refused';
}
