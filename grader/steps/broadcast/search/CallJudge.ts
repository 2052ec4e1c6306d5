import type { Peer } from '../../../../solution/supplied/types';
import { equals } from '../../../harness/parent/suite/equals';
import type { SearchTools } from '../../../harness/parent/suite/Search';
import { SearchFailed } from '../../../harness/parent/suite/SearchFailed';
import { show } from '../../../harness/parent/suite/show';
import type { CallsData } from '../channel/CallsMove';
import type { Outcome, ShownError } from '../child/scenario';
import { readOutcomes } from '../readOutcome';

/** What a peer does with the message of one call. */
export const WAYS = ['ok', 'chain', 'rejected', 'text', 'unknown', 'close', 'silent'] as const;
export type Way = (typeof WAYS)[number];

export const ANSWERS: Readonly<Record<Exclude<Way, 'close' | 'silent'>, object | string>> = {
  ok: { type: 'ok' },
  chain: { type: 'chain', blocks: [], height: 7 },
  rejected: { type: 'rejected', code: 'busy', reason: '' },
  text: 'hello',
  unknown: { type: 'banana' },
};
/** What a peer does, in words for students. */
export const WAY_WORDS: Readonly<Record<Way, string>> = {
  ok: 'sends ok',
  chain: 'sends a chain',
  rejected: 'sends rejected',
  text: 'sends a text that is not JSON',
  unknown: 'sends an unknown type',
  close: 'closes the connection',
  silent: 'says nothing',
};
const ERRORS: Readonly<Partial<Record<Way, string>>> = {
  text: 'bad-json',
  unknown: 'unknown-type',
  close: 'ConnectionLost',
  silent: 'too-slow',
};

/** A peer that was sent to, and what it did. */
export interface Wanted {
  peer: Peer;
  way: Way;
  /** True if the caller can have aborted the call before the peer's answer arrived. */
  canBeLost?: boolean;
}

/** Plays calls in the process of the submission. On a slow machine, it waits longer for them. */
export async function play(
  { play: playScenario, slowness }: SearchTools,
  tried: string,
  data: CallsData,
): Promise<Readonly<Record<string, Outcome | undefined>>> {
  const waitMs = Math.ceil(data.waitMs * slowness);
  const about = { of: 'broadcast' as never, tried };
  const answer = await playScenario('callInARow', about, { ...data, waitMs });
  return answer.read(readOutcomes);
}

/** Judges the deliveries of calls. */
export class CallJudge {
  constructor(
    private readonly tools: SearchTools,
    private readonly tried: string,
  ) {}

  /** @throws SearchFailed if a call did not deliver exactly this */
  deliveries(
    outcome: Outcome | undefined,
    wanted: readonly Wanted[],
    call: string,
    sentence = 7,
  ): void {
    if (outcome === undefined || 'noPromise' in outcome) {
      return this.fail(7, `${call} returns a promise`, outcome?.noPromise ?? 'nothing');
    }
    if (!outcome.ended) {
      return this.fail(8, `${call} is done after one time-out`, `it waited ${outcome.afterMs} ms`);
    }
    const { deliveries, rejected } = outcome;
    if (rejected !== undefined) {
      return this.fail(7, `${call} resolves`, `it rejects with ${rejected}`);
    }
    const list = Array.isArray(deliveries) ? (deliveries as unknown[]) : [];
    const names = list.map((delivery) => nameIn(delivery));
    const order = wanted.map(({ peer }) => peer.name);
    if (!Array.isArray(deliveries) || !equals(names, order)) {
      const isMixed = equals(names.toSorted(), order.toSorted());
      const expected = `${call} delivers to ${order.join(', ') || 'no peer'}, in this order`;
      return this.fail(isMixed ? 4 : sentence, expected, names.join(', ') || show(deliveries));
    }
    for (const [i, one] of wanted.entries()) this.delivery(list[i], one, call);
  }

  private delivery(delivery: unknown, { peer, way, canBeLost }: Wanted, call: string): void {
    const kind = ERRORS[way];
    if (kind === undefined) {
      const reply = ANSWERS[way as keyof typeof ANSWERS];
      if (equals(delivery, { peer, reply })) return;
      if (canBeLost === true) return this.delivery(delivery, { peer, way: 'close' }, call);
      return this.fail(
        5,
        `${call} reports { peer, reply } for ${peer.name}, with ${show(reply)}`,
        show(delivery),
      );
    }
    const { error, ...rest } = Object(delivery) as { error?: ShownError };
    if (equals(rest, { peer }) && error?.isError === true && error.kind === kind) return;
    this.fail(
      6,
      `${call} reports { peer, error } for ${peer.name}, where the error is ${kind}`,
      show(delivery),
    );
  }

  /** @throws SearchFailed always */
  fail(sentence: number, expected: string, got: string): never {
    const place = this.tools.placeOf('broadcast');
    const { tried } = this;
    throw new SearchFailed({ kind: 'wrong', tried, expected, got, place }, sentence, 'broadcast');
  }
}

function nameIn(delivery: unknown): string {
  const { peer } = Object(delivery) as { peer?: unknown };
  const { name } = Object(peer) as { name?: unknown };
  return typeof name === 'string' ? name : show(delivery);
}
