import type * as Broadcast from '../../solution/broadcast';
import type { Request } from '../../solution/supplied/messages';
import type { Peer } from '../../solution/supplied/types';

const { isArray } = Array;
const { setTimeout } = globalThis;

/** What is told to whom. */
export interface Telling {
  message: Request;
  peers: Peer[];
  self: string;
  timeoutMs: number;
  /** How long it is waited for at all. */
  patienceMs: number;
  /** When the given signal is aborted; never, unless said. */
  abortAfterMs?: number;
  /** Whether it may also fail: only that it comes to an end is looked at. */
  mayFail?: boolean;
}

/** How it ended. */
export type Told =
  | { ended: false; afterMs: number }
  | {
      ended: true;
      /** What it resolved to, with each error by its name and code. */
      deliveries: unknown;
      /** The arguments afterwards. */
      message: unknown;
      peers: unknown;
    };

/** Has a message told to everybody. */
export async function tell(
  { broadcast }: typeof Broadcast,
  { message, peers, self, timeoutMs, patienceMs, abortAfterMs, mayFail = false }: Telling,
): Promise<Told> {
  const calling = new AbortController();
  if (abortAfterMs !== undefined) setTimeout(() => calling.abort(), abortAfterMs);
  const told = broadcast(message, peers, self, { timeoutMs, signal: calling.signal }).then(
    (deliveries: unknown) => ({
      ended: true as const,
      deliveries: isArray(deliveries) ? deliveries.map(plain) : deliveries,
      message,
      peers,
    }),
    (error: unknown) => {
      const { name } = error as Error;
      if (!mayFail || name === 'NotImplemented') throw error;
      return { ended: true as const, deliveries: undefined, message, peers };
    },
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Told>((resolve) => {
    timer = setTimeout(() => resolve({ ended: false, afterMs: patienceMs }), patienceMs);
  });
  return Promise.race([told, late]).finally(() => clearTimeout(timer));
}

/** A delivery whose error can be sent to another process. */
function plain(delivery: unknown): unknown {
  if (typeof delivery !== 'object' || delivery === null || !('error' in delivery)) return delivery;
  const { error } = delivery;
  if (!(error instanceof Error)) return delivery;
  const { name, code } = error as Error & { code?: unknown };
  return { ...delivery, error: { name, code } };
}
