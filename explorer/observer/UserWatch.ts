import { setTimeout as sleep } from 'node:timers/promises';
import { PROTOCOL } from '../../solution/supplied/constants';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import { ConnectionLost } from '../../solution/supplied/wire/tcp';
import type { TcpClientOptions } from '../../solution/supplied/wire/tcp';
import type { Endpoint, Peer } from '../../solution/supplied/types';
import type { SeenUser } from '../updates';
import { ask } from './ask';
import type { Answer } from './ask';
import { Auditor } from './Auditor';
import { followChain } from './followChain';
import type { FollowTools } from './followChain';
import { HeardReader } from './HeardReader';
import type { ObserverOptions } from './ObserverOptions';
import type { Picture } from './Picture';
import type { TreeBlock } from './TreeBlock';

/** How many times in a row a user must fail to answer until it counts as gone. */
const GONE_AFTER = 2;

/** How many times in a row a user may say what its chain does not show: chains change. */
const PATIENCE = 3;

/** A user is asked whom it knows with one poll in so many. */
const POLLS_A_ROUND = 8;

/** Old blocks of a user are looked at with one poll in so many. */
const POLLS_AN_AUDIT = 10;

export interface UserWatchTools {
  picture: Picture;
  options: ObserverOptions;
  client: TcpClientOptions;
  /** How many users are watched. */
  crowd: () => number;
  /** Told whom the user says it knows. */
  onNamed: (peers: readonly Peer[]) => void;
}

/** Somebody else answers where a user was. */
class Replaced extends Error {}

/**
 * Watches one user: asks it how it stands, follows its chain, and notes when it is gone. There is at
 * most one question to it at a time, and nothing that it does or fails to do holds up another.
 */
export class UserWatch {
  /** True once somebody else answers there. */
  isOver = false;
  #user: SeenUser;
  #tip: TreeBlock;
  /** The tip when what it says was last compared with what it shows. */
  #comparedAt: TreeBlock;
  #contradictions = 0;
  /** How many polls in a row went wrong. */
  #failures = 0;
  #polls = 0;
  readonly #heard: HeardReader;
  readonly #auditor: Auditor;

  /** @param status what it answered when it was found */
  constructor(
    status: Answer<'status'>,
    readonly endpoint: Endpoint,
    private readonly tools: UserWatchTools,
  ) {
    const { picture } = tools;
    const { name, address, height, peers } = status;
    const { host, port } = endpoint;
    this.#tip = picture.tree.genesis;
    this.#comparedAt = this.#tip;
    this.#heard = new HeardReader(address);
    this.#auditor = new Auditor({
      tree: picture.tree,
      user: address,
      ask: this.#askChain,
      now: Date.now,
    });
    const tip = this.#tip.block.hash;
    const heardAt = Date.now();
    const trouble = null;
    this.#user = { name, address, host, port, tip, height, peers, heardAt, here: true, trouble };
    picture.setUser(this.#user);
  }

  get user(): SeenUser {
    return this.#user;
  }

  /**
   * Watches until aborted, until somebody else answers there, or until it is not wanted any more.
   *
   * @throws an error that is not the user's doing
   */
  async run(signal: AbortSignal, isWanted: () => boolean): Promise<void> {
    const goesOn = (): boolean => !signal.aborted && isWanted();
    while (goesOn()) {
      try {
        await this.#poll();
      } catch (error) {
        if (!goesOn()) return;
        if (error instanceof Replaced) {
          this.isOver = true;
          this.#note({ here: false });
          return;
        }
        this.#failed(error);
      }
      await sleep(this.#pauseMs(), undefined, { signal }).catch(() => {});
    }
  }

  async #poll(): Promise<void> {
    const { picture, client, onNamed } = this.tools;
    const request = { type: 'getStatus' as const, heardAfter: this.#heard.newest };
    const status = await ask(this.endpoint, request, 'status', client);
    const { name, height, peers, tip, address, genesis, protocol } = status;
    if (address !== this.#user.address || genesis !== picture.network.genesis) {
      throw new Replaced();
    }
    picture.addMessages(this.#heard.read(status.raw.heard, Date.now()));
    const known = picture.tree.get(tip);
    if (known !== undefined) this.#tip = known;
    this.#note({ name, height, peers, here: true, heardAt: Date.now() });
    if (protocol !== PROTOCOL) throw new Refusal('bad-version');
    if (known === undefined) await followChain(this.#followTools(height));
    this.#compare(status);

    const poll = this.#polls++;
    if (poll % POLLS_A_ROUND === 0) {
      const reply = await ask(this.endpoint, { type: 'getPeers' }, 'peers', client);
      onNamed(reply.peers);
    }
    if (poll % POLLS_AN_AUDIT === POLLS_AN_AUDIT - 1) await this.#auditor.lookAt(this.#tip);
    this.#failures = 0;
    this.#note({ trouble: this.#auditor.trouble ?? brokenRule(this.#tip) });
  }

  #followTools(height: number): FollowTools {
    const { tree } = this.tools.picture;
    return {
      tree,
      user: this.#user.address,
      // One whom we know nothing of has most likely the same chain as the others.
      known: this.#tip === tree.genesis ? tree.best : this.#tip,
      height,
      ask: this.#askChain,
      reached: (block) => {
        this.#tip = block;
        this.#note({ heardAt: Date.now() });
      },
      now: Date.now,
    };
  }

  readonly #askChain: FollowTools['ask'] = async (from, limit) => {
    const { client } = this.tools;
    const page = await ask(this.endpoint, { type: 'getChain', from, limit }, 'chain', client);
    if (page.blocks.length > limit) throw new Refusal('bad-shape', 'more than was asked for');
    return page;
  };

  /**
   * Compares what the user says of its chain with what it shows. A chain may change between two
   * questions, but not every time without getting on.
   *
   * @throws Refusal `bad-index`
   */
  #compare({ tip, height }: Answer<'status'>): void {
    const said = this.tools.picture.tree.get(tip);
    const isSo = said === undefined ? this.#tip !== this.#comparedAt : said.block.index === height;
    this.#contradictions = isSo ? 0 : this.#contradictions + 1;
    this.#comparedAt = this.#tip;
    if (this.#contradictions >= PATIENCE) {
      throw new Refusal('bad-index', 'its chain is not what it says');
    }
  }

  #failed(error: unknown): void {
    this.#failures++;
    const isSilent =
      error instanceof ConnectionLost || (error instanceof Refusal && error.code === 'too-slow');
    if (isSilent) {
      if (this.#failures >= GONE_AFTER) this.#note({ here: false });
    } else if (error instanceof Refusal) {
      this.#note({ trouble: error.code });
    } else {
      throw error;
    }
  }

  /** The more often it has failed, the longer; partly by chance, lest all be asked at once. */
  #pauseMs(): number {
    const { options, crowd } = this.tools;
    const paceMs = Math.max(options.paceMs, crowd() * options.shareMs);
    const doublings = Math.min(20, Math.max(0, this.#failures - GONE_AFTER));
    const pauseMs = Math.max(paceMs, Math.min(options.maxPauseMs, paceMs * 2 ** doublings));
    return pauseMs * (0.9 + 0.2 * Math.random());
  }

  #note(change: Partial<SeenUser>): void {
    const before = this.#user;
    const user = { ...before, ...change, tip: this.#tip.block.hash };
    const fields = Object.keys(user) as (keyof SeenUser)[];
    if (fields.every((field) => user[field] === before[field])) return;
    this.#user = user;
    this.tools.picture.setUser(user);
  }
}

/** The first rule that is broken on a chain, if one is. */
function brokenRule(end: TreeBlock): Code | null {
  let block = end;
  while (block.code !== null && block.parent !== null && block.parent.code !== null) {
    block = block.parent;
  }
  return block.code;
}
