import type { MinerRun } from './channel/MinerSimulation';

/**
 * Returns what happened in a run, a line for each event. An arrow marks the line that decided the
 * verdict.
 *
 * @param decisive finds this line; the default is the moment at which an observer saw a mistake
 */
export function listStory(
  { story, brokenAt }: Pick<MinerRun, 'story' | 'brokenAt'>,
  decisive?: RegExp,
): string {
  const marked =
    decisive === undefined ? brokenAt : story.findLastIndex((line) => decisive.test(line));
  return story.map((line, i) => `${i === marked ? '→' : '-'} ${line}`).join('\n');
}
