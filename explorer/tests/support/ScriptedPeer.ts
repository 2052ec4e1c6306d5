import { MAX_PAGE, PROTOCOL } from '../../../solution/supplied/constants';
import { createKeys } from '../../../solution/supplied/chain/keys';
import { isObject } from '../../../solution/supplied/chain/checkShape';
import { Refusal } from '../../../solution/supplied/Refusal';
import { tcpServer } from '../../../solution/supplied/wire/tcp';
import type { TcpServer } from '../../../solution/supplied/wire/tcp';
import type { Block, Endpoint, Peer } from '../../../solution/supplied/types';

type Message = Record<string, unknown>;

/** What a peer says in place of what it should: what its honest answer would be is given. */
export type Lies = Record<string, (request: Message, honest: Message) => object | Promise<object>>;

/**
 * A peer that says just what it is told to, and nothing that the protocol does not ask for: it could
 * be written in any language.
 */
export class ScriptedPeer implements Endpoint {
  readonly address = createKeys().address;
  readonly host = '127.0.0.1';
  peers: Peer[] = [];
  /** How often it was asked for what. */
  readonly asked = new Map<string, number>();
  #server: TcpServer | undefined;

  private constructor(
    readonly name: string,
    public blocks: unknown[],
    private readonly lies: Lies,
  ) {}

  /** @param blocks its chain, genesis first */
  static async start(
    name: string,
    blocks: readonly unknown[],
    lies: Lies = {},
  ): Promise<ScriptedPeer> {
    const peer = new ScriptedPeer(name, [...blocks], lies);
    peer.#server = await tcpServer({
      host: peer.host,
      port: 0,
      handle: (message) => peer.#answer(message),
      onError: () => {},
    });
    return peer;
  }

  get port(): number {
    return this.#server?.port ?? 0;
  }

  /** As others name it. */
  get peer(): Peer {
    const { name, address, host, port } = this;
    return { name, address, host, port };
  }

  async stop(): Promise<void> {
    await this.#server?.close();
  }

  #answer(message: unknown): object | Promise<object> {
    if (!isObject(message)) throw new Refusal('bad-shape');
    const type = String(message.type);
    this.asked.set(type, (this.asked.get(type) ?? 0) + 1);
    const honest = this.#honest(type, message);
    return Object.hasOwn(this.lies, type) ? this.lies[type](message, honest) : honest;
  }

  #honest(type: string, { from, limit }: Message): Message {
    const height = this.blocks.length - 1;
    switch (type) {
      case 'getStatus': {
        const genesis = this.blocks[0] as Block;
        const tip = this.blocks[height] as Block | null;
        return {
          type: 'status',
          protocol: PROTOCOL,
          name: this.name,
          address: this.address,
          genesis: genesis.hash,
          height,
          work: this.blocks.length * 2 ** genesis.difficulty,
          tip: tip?.hash,
          peers: this.peers.length,
        };
      }
      case 'getPeers':
        return { type: 'peers', peers: this.peers };
      case 'getChain': {
        const end = Number(from) + Math.min(Number(limit), MAX_PAGE);
        return { type: 'chain', blocks: this.blocks.slice(Number(from), end), height };
      }
      default:
        throw new Refusal('unknown-type');
    }
  }
}
