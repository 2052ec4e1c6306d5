import type { Access } from '../../support/channel/Access';

/** One thing that a miner does. `hashes` stands for several hashes in a row. */
export type MinerEvent =
  | { does: 'access'; access: Access }
  | { does: 'handIn'; mined: unknown }
  | { does: 'hashes'; count: number }
  | { does: 'readJob' | 'now' | 'steadyClock' | 'wallClock' };
