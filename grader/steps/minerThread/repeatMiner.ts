import { isArrayOf } from '../../harness/parent/sandbox/isArrayOf';
import { isRecord } from '../../harness/parent/sandbox/isRecord';
import { isAccess } from '../support/isAccess';
import { repeatAccess } from '../support/repeatAccess';
import type { MinerEvent } from './channel/MinerEvent';
import { MinerSimulation, runAtEachLook } from './channel/MinerSimulation';
import type { MinerRun, Observe, Script } from './channel/MinerSimulation';

/**
 * Runs the script again, with recorded events instead of a miner. The result then depends only on
 * what the miner did.
 *
 * @param observe sees all that happens in the run
 */
export function repeatMiner(
  events: readonly MinerEvent[],
  script: Script,
  observe?: Observe,
): MinerRun {
  const mine = (simulation: MinerSimulation): void => {
    for (const event of events) repeatEvent(event, simulation);
  };
  return MinerSimulation.run(script, mine, observe);
}

/** Runs the script again for each moment at which its last act can happen. See `runAtEachLook`. */
export function repeatAtEachLook(recorded: unknown, script: Script): MinerRun[] | undefined {
  const miners = readMiners(recorded);
  if (miners === undefined) return undefined;
  const runs = runAtEachLook(script, (each) => repeatMiner(miners.shift() ?? [], each));
  return miners.length === 0 ? runs : undefined;
}

/**
 * Reads what miners did.
 *
 * @param recorded what the submission's process reports
 * @returns undefined if it is not a list of events for each miner
 */
export function readMiners(recorded: unknown): MinerEvent[][] | undefined {
  return isArrayOf(recorded, isMiner) ? recorded : undefined;
}

const WITHOUT_DATA: unknown[] = ['readJob', 'now', 'steadyClock', 'wallClock'];

function isMinerEvent(value: unknown): value is MinerEvent {
  if (!isRecord(value)) return false;
  const { does, access, count } = value;
  if (does === 'access') return isAccess(access);
  if (does === 'hashes') return typeof count === 'number';
  return does === 'handIn' || WITHOUT_DATA.includes(does);
}

function isMiner(events: unknown): events is MinerEvent[] {
  // An event that happens again is the same object.
  return Array.isArray(events) && [...new Set(events)].every(isMinerEvent);
}

function repeatEvent(event: MinerEvent, simulation: MinerSimulation): void {
  switch (event.does) {
    case 'access': {
      const { access } = event;
      simulation.access(access, () => repeatAccess(simulation.signals, access));
      return;
    }
    case 'handIn':
      return simulation.handIn(event.mined);
    case 'hashes':
      // The simulation ends after a number of hashes.
      for (let i = 0; i < event.count; i++) simulation.hash();
      return;
    default:
      simulation[event.does]();
  }
}
