import { emptiedText } from '../support/Survivor';
import type { Survivor } from '../support/Survivor';

/** The changes by StrykerJS that are allowed to pass this suite. */
export const survivors: readonly Survivor[] = [
  emptiedText('`${this.options.name} is running already`'),
  emptiedText('`${this.options.name} was stopped meanwhile`'),
  emptiedText("'a thread has ended without being told to'"),
];
