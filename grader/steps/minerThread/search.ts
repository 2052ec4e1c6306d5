import type { Listen } from '../../harness/parent/sandbox/Host';
import type { Replay, Search, SearchTools } from '../../harness/parent/suite/Search';
import { CheckFailed } from '../../harness/parent/suite/CheckFailed';
import { SearchFailed } from '../../harness/parent/suite/SearchFailed';
import type { MinerEvent } from './channel/MinerEvent';
import type { MinerRun, Script } from './channel/MinerSimulation';
import { drawScripts } from './drawScripts';
import { listStory } from './listStory';
import { longScripts } from './longScripts';
import { MinerJudge } from './MinerJudge';
import type { Broken } from './MinerJudge';
import { orderScripts } from './orderScripts';
import { readMiners, repeatMiner } from './repeatMiner';
import { shorterScripts } from './shorterScripts';
import { slowScripts } from './slowScripts';
import { tellScript } from './tellScript';

/** How many scripts the submission's process plays for one request. */
const AT_ONCE = 100;
/** The maximum number of events that miners can do for one request. */
const MOST_EVENTS = 3_000_000;
/** The maximum number of requests for a shorter script. */
const MOST_SHORTER = 8;

/** A script in which the miner is wrong. */
interface WrongScript {
  script: Script;
  run: Pick<MinerRun, 'story' | 'brokenAt'>;
  broken: Broken;
}

/**
 * Runs the miner in each order of a few acts of the server, then in longer, drawn orders, and then
 * with tools that take long.
 */
export const search: Search = async (tools) => {
  const { seed } = tools;
  const scripts = [
    ...orderScripts(seed),
    ...drawScripts(seed),
    ...longScripts(seed),
    ...slowScripts(seed),
  ];
  for (let first = 0; first < scripts.length; first += AT_ONCE) {
    const wrong = await firstWrong(tools, scripts.slice(first, first + AT_ONCE));
    if (wrong !== undefined) throw failureOf(tools, await shortest(tools, wrong));
  }
};

export const replay: Replay = async (tools, searched) => {
  const wrong = await firstWrong(tools, [searched as Script]);
  if (wrong !== undefined) throw failureOf(tools, wrong);
};

async function shortest(tools: SearchTools, wrong: WrongScript): Promise<WrongScript> {
  let found = wrong;
  for (let i = 0; i < MOST_SHORTER; i++) {
    const shorter = await firstWrong(tools, shorterScripts(found.script));
    if (shorter === undefined) break;
    found = shorter;
  }
  return found;
}

/** @returns undefined if the miner is right in all scripts */
async function firstWrong(
  tools: SearchTools,
  scripts: readonly Script[],
): Promise<WrongScript | undefined> {
  const miners = await record(tools, scripts);
  if (miners instanceof CheckFailed) return firstWithoutAnswer(tools, scripts, miners);
  for (const [i, script] of scripts.entries()) {
    const judge = new MinerJudge(script.restMs);
    const run = repeatMiner(miners[i] ?? [], script, judge.observe);
    judge.judgeCount(run);
    if (judge.broken !== undefined) return { script, run, broken: judge.broken };
  }
  return undefined;
}

/** @returns what the miner did in each script, or why there is no answer */
async function record(
  { play }: SearchTools,
  scripts: readonly Script[],
): Promise<MinerEvent[][] | CheckFailed> {
  const about = { of: 'minerThread' as never, tried: 'a miner, while the server acts' };
  const recorded: unknown[][] = scripts.map(() => []);
  let left = MOST_EVENTS;
  const listen: Listen = () => (told) => {
    const { run, events } = Object(told) as { run?: unknown; events?: unknown };
    const part = Array.isArray(events) ? (events as unknown[]) : [];
    left -= part.length;
    if (left < 0) throw new Error('too many events');
    for (const event of part) recorded[Number(run)]?.push(event);
  };
  try {
    const seen = await play('simulateAll', about, scripts, listen);
    return seen.read(() => readMiners(recorded));
  } catch (error) {
    if (error instanceof CheckFailed && error.failure.kind !== 'hung') return error;
    throw error;
  }
}

/** One of the scripts makes the miner throw, for example. Finds this script. */
async function firstWithoutAnswer(
  tools: SearchTools,
  scripts: readonly Script[],
  { failure }: CheckFailed,
): Promise<WrongScript | undefined> {
  if (scripts.length === 1) {
    const broken = { sentence: 1, expected: 'the miner goes on', got: failure.got };
    return { script: scripts[0], run: { story: [] }, broken };
  }
  for (const script of scripts) {
    const wrong = await firstWrong(tools, [script]);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function failureOf(tools: SearchTools, { script, run, broken }: WrongScript): SearchFailed {
  const { sentence, expected, got } = broken;
  return new SearchFailed(
    {
      kind: 'wrong',
      tried: tellScript(script),
      expected,
      got: run.story.length === 0 ? got : `${got}. What happened:\n${listStory(run)}`,
      place: tools.placeOf('minerThread'),
      searched: script,
    },
    sentence,
    'minerThread',
  );
}
