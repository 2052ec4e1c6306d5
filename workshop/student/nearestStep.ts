import { COURSE } from '../../grader/course/course';
import { nearestName } from './nearestName';

const NAMES = COURSE.flatMap(({ name, number }) => [name, `step${number}`]);

/**
 * Returns the name of a step that is similar to a word: `mine` for `mien`, `step3` for `setp3`,
 * `hashBlock` for `hash`. Returns undefined if no step is similar.
 */
export function nearestStep(word: string): string | undefined {
  return nearestName(word.replace(/^.*[\\/]/, '').replace(/\.ts$/i, ''), NAMES);
}
