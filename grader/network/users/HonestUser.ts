import { tip } from '../../../solution/supplied/chain/Chain';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import { balanceOf } from '../../../solution/supplied/chain/balances';
import { MAX_PAGE } from '../../../solution/supplied/constants';
import { parseReply } from '../../../solution/supplied/wire/messages';
import type { PeersReply, Reply } from '../../../solution/supplied/wire/messages';
import { tcpClient } from '../../../solution/supplied/wire/tcp';
import type { Address, Endpoint } from '../../../solution/supplied/types';
import { chainOf } from './judgeChain';
import type { SandboxedUser } from './SandboxedUser';

/** How long the grader waits for an answer from a user, in milliseconds. */
const ANSWER_MS = 4000;
/** The maximum number of blocks to fetch. The chain of a rung is always shorter. */
const MAX_BLOCKS = 5000;

/** A user that runs the student's code. The grader talks to the user over TCP. */
export class HonestUser implements Endpoint {
  readonly host = '127.0.0.1';
  /** The chain that the last `fetchChain` received. The chain is valid. */
  chain: Chain | undefined;

  constructor(
    readonly name: string,
    readonly address: Address,
    readonly port: number,
    readonly process: SandboxedUser,
  ) {}

  /** The hash of the newest block of `chain`. */
  get tip(): string {
    return this.chain ? tip(this.chain).hash : '';
  }

  get height(): number {
    return this.chain ? tip(this.chain).index : 0;
  }

  /** How many cents the user owns on `chain`. */
  get balance(): number {
    return this.chain ? balanceOf(this.chain.ledger, this.address) : 0;
  }

  /**
   * Asks the user for its chain, and stores the result in `chain`.
   *
   * @returns a text about the problem if the user does not answer, else undefined
   * @throws RungFailed if the chain is not valid
   */
  async fetchChain(): Promise<string | undefined> {
    const status = await this.#ask({ type: 'getStatus' });
    if (status?.type !== 'status' || status.address !== this.address) {
      return `${this.name} does not answer`;
    }
    if (status.tip === this.tip) return undefined;
    const blocks: unknown[] = [];
    while (blocks.length < MAX_BLOCKS) {
      const request = { type: 'getChain', from: blocks.length, limit: MAX_PAGE };
      const page = await this.#ask(request);
      if (page?.type !== 'chain') return `${this.name} does not show its chain`;
      blocks.push(...page.blocks);
      if (page.blocks.length < MAX_PAGE) break;
    }
    this.chain = chainOf(this.name, blocks);
    return undefined;
  }

  /** Returns the peers that the user knows. */
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
