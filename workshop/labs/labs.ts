import { clocks } from './clocks';
import { greed } from './greed';
import type { Lab } from './Lab';
import { partition } from './partition';

/** The labs, by their letter. */
export const LABS: Readonly<Record<string, Lab>> = { a: partition, b: clocks, c: greed };
