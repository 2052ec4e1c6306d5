import { tip } from '../../solution/supplied/chain/Chain';
import type { Chain } from '../../solution/supplied/chain/Chain';
import { balanceOf } from '../../solution/supplied/chain/balances';
import { MAX_PAGE } from '../../solution/supplied/constants';
import { parseReply } from '../../solution/supplied/wire/messages';
import type { PeersReply, Reply, StatusReply } from '../../solution/supplied/wire/messages';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import type { Address, Endpoint } from '../../solution/supplied/types';
import { chainOf } from './judgeChain';
import type { UserProcess } from './UserProcess';

/** How long a user may take to answer the grader, in milliseconds. */
const ANSWER_MS = 4000;
/** The longest chain that any rung can make. */
const MOST_BLOCKS = 5000;

/** An honest user of a rung, as the grader sees it over TCP. */
export class Player implements Endpoint {
  readonly host = '127.0.0.1';
  /** What it showed when it was last looked at: a valid chain. */
  chain: Chain | undefined;

  constructor(
    readonly name: string,
    readonly address: Address,
    readonly port: number,
    readonly process: UserProcess,
  ) {}

  /** The hash of its newest block, when it was last looked at. */
  get tip(): string {
    return this.chain ? tip(this.chain).hash : '';
  }

  get height(): number {
    return this.chain ? tip(this.chain).index : 0;
  }

  /** What it owns on its own chain, in cents. */
  get balance(): number {
    return this.chain ? balanceOf(this.chain.ledger, this.address) : 0;
  }

  /**
   * Looks at its chain.
   *
   * @returns what is wrong, if it does not answer
   * @throws RungFailed if its chain is not valid
   */
  async look(): Promise<string | undefined> {
    const status = await this.status();
    if (status === undefined) return `${this.name} does not answer`;
    if (status.tip === this.tip) return undefined;
    const blocks: unknown[] = [];
    while (blocks.length < MOST_BLOCKS) {
      const request = { type: 'getChain', from: blocks.length, limit: MAX_PAGE };
      const page = await this.#ask(request);
      if (page?.type !== 'chain') return `${this.name} does not show its chain`;
      blocks.push(...page.blocks);
      if (page.blocks.length < MAX_PAGE) break;
    }
    this.chain = chainOf(this.name, blocks);
    return undefined;
  }

  /** What it says of itself; undefined if it does not answer. */
  async status(): Promise<StatusReply | undefined> {
    const reply = await this.#ask({ type: 'getStatus' });
    return reply?.type === 'status' && reply.address === this.address ? reply : undefined;
  }

  /** Whom it knows. */
  async peers(): Promise<PeersReply['peers']> {
    const reply = await this.#ask({ type: 'getPeers' });
    return reply?.type === 'peers' ? reply.peers : [];
  }

  async #ask(request: object): Promise<Reply | undefined> {
    try {
      return parseReply(await tcpClient(this, request, { timeoutMs: ANSWER_MS }));
    } catch {
      return undefined;
    }
  }
}
