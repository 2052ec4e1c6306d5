import type { MinerTools } from '../../../../solution/minerThread';
import { underWatch } from '../../support/child/watchAtomics';
import type { MinerEvent } from '../channel/MinerEvent';
import { MinerSimulation } from '../channel/MinerSimulation';
import type { MinerRun, Script } from '../channel/MinerSimulation';
import { watchHashes } from './watchHashes';
import { withClock } from './withClock';

/** Runs a miner with the acts of the script, and records all that the miner does. */
export function recordMiner(
  minerThread: (tools: MinerTools) => unknown,
  script: Script,
): { run: MinerRun; events: MinerEvent[] } {
  const events: MinerEvent[] = [];
  const once = onlyOnce();
  const run = MinerSimulation.run(script, (simulation) => {
    const note = (event: MinerEvent): void => {
      if (simulation.isMinersTurn) events.push(once(event));
    };
    const clock = {
      steady: () => (note({ does: 'steadyClock' }), simulation.steadyClock()),
      wall: () => (note({ does: 'wallClock' }), simulation.wallClock()),
    };
    const hash = (): void => {
      const last = events.at(-1);
      if (last?.does === 'hashes') last.count++;
      else note({ does: 'hashes', count: 1 });
      simulation.hash();
    };
    const toolsWith = (signals: MinerTools['signals']): MinerTools => ({
      signals,
      restMs: script.restMs,
      readJob: () => (note({ does: 'readJob' }), structuredClone(simulation.readJob())),
      handIn: (given) => {
        const mined = structuredClone(given);
        note({ does: 'handIn', mined });
        simulation.handIn(mined);
      },
      now: () => (note({ does: 'now' }), simulation.now()),
    });
    const returned = withClock(clock, () =>
      watchHashes(hash, () =>
        underWatch(
          simulation.signals,
          (access, make) => (note({ does: 'access', access }), simulation.access(access, make)),
          (signals) => minerThread(toolsWith(signals)),
        ),
      ),
    );
    // An async miner has returned here too. The result of its promise has no effect.
    Promise.resolve(returned).catch(() => undefined);
  });
  return { run, events };
}

/**
 * Returns a function that returns the first of several equal events. A miner that never sleeps makes
 * thousands of equal events, and only one of them then needs memory and time.
 */
function onlyOnce(): (event: MinerEvent) => MinerEvent {
  const firsts = new Map<string, MinerEvent>();
  return (event) => {
    if (event.does === 'handIn' || event.does === 'hashes') return event;
    const { operation, cell, values } = 'access' in event ? event.access : NO_ACCESS;
    // The methods of an array have no cell. Their values can be lists.
    if (cell === undefined) return event;
    const key = [event.does, operation, cell, ...values].join();
    const first = firsts.get(key) ?? event;
    firsts.set(key, first);
    return first;
  };
}

const NO_ACCESS = { operation: '', cell: '', values: [] };
