import type { Attack } from './Attack';
import { ENDING } from './ending';
import { FORGING } from './forging';
import { PATCHING } from './patching';
import { READING } from './reading';

/** All that the grader is attacked with. None may score, be left unexplained, or harm another grade. */
export const ATTACKS: readonly Attack[] = [...ENDING, ...PATCHING, ...READING, ...FORGING];
