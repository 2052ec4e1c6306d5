import type { Attack } from './Attack';
import { COMPILING } from './compiling';
import { ENDING } from './ending';
import { FORGING } from './forging';
import { MODULES } from './modules';
import { PATCHING } from './patching';
import { READING } from './reading';
import { TAKEOVERS } from './takeover';
import { UNBOUNDED } from './unbounded';

/**
 * All attacks on the grader that this system can run. Each attack must get no points. The report
 * must explain why. Other grades must not change.
 */
export const ATTACKS: readonly Attack[] = [
  ...COMPILING,
  ...ENDING,
  ...UNBOUNDED,
  ...MODULES,
  ...PATCHING,
  ...READING,
  ...FORGING,
  ...TAKEOVERS,
].filter(({ on }) => on?.includes(process.platform) ?? true);
