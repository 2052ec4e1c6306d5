import type { Attack } from './Attack';
import { ENDING } from './ending';
import { FORGING } from './forging';
import { PATCHING } from './patching';
import { READING } from './reading';

/**
 * All attacks on the grader that this system can run. Each attack must get no points. The report
 * must explain why. Other grades must not change.
 */
export const ATTACKS: readonly Attack[] = [...ENDING, ...PATCHING, ...READING, ...FORGING].filter(
  ({ on }) => on?.includes(process.platform) ?? true,
);
