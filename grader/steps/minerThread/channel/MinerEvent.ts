import { isAccess } from '../../support/channel/Access';
import type { Access } from '../../support/channel/Access';

/** One thing that a miner does. `hashes` stands for several hashes in a row. */
export type MinerEvent =
  | { does: 'access'; access: Access }
  | { does: 'handIn'; mined: unknown }
  | { does: 'hashes'; count: number }
  | { does: 'readJob' | 'now' | 'steadyClock' | 'wallClock' };

const WITHOUT_DATA: unknown[] = ['readJob', 'now', 'steadyClock', 'wallClock'];

/** True for an event from another process that has the right shape. */
export function isMinerEvent(value: unknown): value is MinerEvent {
  const { does, access, count } = Object(value) as Partial<Record<string, unknown>>;
  if (does === 'access') return isAccess(access);
  if (does === 'hashes') return typeof count === 'number';
  return does === 'handIn' || WITHOUT_DATA.includes(does);
}
