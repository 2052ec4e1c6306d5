import { setTimeout as sleep } from 'node:timers/promises';
import { PROTOCOL } from '../../solution/supplied/constants';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import { ConnectionLost } from '../../solution/supplied/wire/ConnectionLost';
import type { TcpClientOptions } from '../../solution/supplied/wire/tcp';
import type { Endpoint, Hash, Peer } from '../../solution/supplied/types';
import type { SeenUser } from '../channel/Updates';
import { askUser } from './askUser';
import type { FullReply } from './askUser';
import { Auditor } from './Auditor';
import { followChain, Malformed, withoutClaims } from './followChain';
import type { FollowTools } from './followChain';
import { HeardReader } from './HeardReader';
import type { ObserverOptions } from './ObserverOptions';
import type { Picture } from './Picture';
import type { TreeBlock } from './TreeBlock';

/** The number of failed polls in a row after which a silent user counts as gone. */
const GONE_AFTER = 2;

/**
 * The number of contradictions in a row that count as trouble. Fewer contradictions are allowed,
 * because a chain can change during a poll.
 */
const MAX_CONTRADICTIONS = 3;

/** The number of polls from one request for the user's peers to the next request. */
const POLLS_A_PEER_LIST = 8;

/** The number of polls from one audit of old blocks to the next audit. */
const POLLS_AN_AUDIT = 6;

interface UserWatchTools {
  picture: Picture;
  options: ObserverOptions;
  client: TcpClientOptions;
  /** How many users share the polls with this user. */
  userCount: () => number;
  /** True if the user has proven that it owns the key of its address. */
  isProven: boolean;
  /** Called with the peers that the user reports. */
  onNamed: (peers: readonly Peer[]) => void;
}

/** Thrown if another user answers at the endpoint. */
class Replaced extends Error {}

/**
 * Watches one user. It polls the user's status, follows the user's chain, and notices when the user
 * is gone. It has at most one open request. Each user has its own watch. Therefore a slow user does
 * not delay the other users.
 */
export class UserWatch {
  /** True after another user has answered at the endpoint. */
  isOver = false;
  #user: SeenUser;
  #tip: TreeBlock;
  /** The value of `#tip` at the last comparison with the user's status. */
  #comparedAt: TreeBlock;
  #contradictions = 0;
  /** How many polls in a row have failed. */
  #failures = 0;
  #polls = 0;
  /** The code of the problem in the last list of peers. */
  #peersTrouble: Code | null = null;
  readonly #heard: HeardReader;
  readonly #auditor: Auditor;

  /** @param status the user's first answer */
  constructor(
    status: FullReply<'status'>,
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
      askChain: this.#askChain,
      now: Date.now,
    });
    const tip = this.#tip.id;
    const heardAt = Date.now();
    const trouble = null;
    this.#user = { name, address, host, port, tip, height, peers, heardAt, here: true, trouble };
    picture.setUser(this.#user);
  }

  /** True if the user has proven that it owns the key of its address. */
  get isProven(): boolean {
    return this.tools.isProven;
  }

  /** True if a valid block has a coin for the user. */
  get hasMined(): boolean {
    return this.tools.picture.miners.has(this.#user.address);
  }

  get user(): SeenUser {
    return this.#user;
  }

  /**
   * Polls until `signal` aborts, `isWanted` returns false, or another user answers at the endpoint.
   *
   * @throws an error that our own code caused
   */
  async run(signal: AbortSignal, isWanted: () => boolean): Promise<void> {
    const isRunning = (): boolean => !signal.aborted && isWanted();
    while (isRunning()) {
      try {
        await this.#poll();
      } catch (error) {
        if (!isRunning()) return;
        if (error instanceof Replaced) {
          this.isOver = true;
          this.#noteGone();
          return;
        }
        this.#noteFailure(error);
      }
      await sleep(this.#pauseMs(), undefined, { signal }).catch(() => {});
    }
  }

  async #poll(): Promise<void> {
    const { picture, client } = this.tools;
    const request = { type: 'getStatus' as const, heardAfter: this.#heard.newest };
    const status = await askUser(this.endpoint, request, 'status', client);
    const { name, height, peers, tip, address, genesis, protocol } = status;
    if (address !== this.#user.address || genesis !== picture.network.genesis) {
      throw new Replaced();
    }
    picture.addMessages(this.#heard.read(status.raw.heard, Date.now()));
    if (this.#heard.hasGap) picture.messagesMissing(address);
    const known = this.#knownTip(tip);
    if (known !== undefined) this.#tip = known;
    this.#note({ name, height, peers, here: true, heardAt: Date.now() });
    const poll = this.#polls++;
    // The peers come first, because everything else can fail if a part of the user is wrong.
    if (poll % POLLS_A_PEER_LIST === 0) await this.#askPeers();
    if (protocol !== PROTOCOL) throw new Refusal('bad-version');
    if (known === undefined) await followChain(this.#followTools(height));
    this.#compare(status);
    if (poll % POLLS_AN_AUDIT === POLLS_AN_AUDIT - 1) await this.#audit(height);
    this.#failures = 0;
    this.#judge(this.#auditor.trouble ?? this.#peersTrouble);
    picture.setTip(address, this.#tip, Array.isArray(status.raw.heard));
  }

  /** Returns the block that the user reports as its tip, if it needs no further question. */
  #knownTip(tip: Hash): TreeBlock | undefined {
    // The hash of a claim proves nothing, and blocks before it can be wrong too.
    if (this.#tip.claim !== undefined) {
      return this.#tip.block.hash === tip ? this.#tip : undefined;
    }
    const known = this.tools.picture.tree.get(tip);
    return known?.claim === undefined ? known : undefined;
  }

  /** @throws ConnectionLost or Refusal `too-slow` if the user does not answer */
  async #askPeers(): Promise<void> {
    const { client, picture, onNamed } = this.tools;
    try {
      const { peers } = await askUser(this.endpoint, { type: 'getPeers' }, 'peers', client);
      this.#peersTrouble = null;
      picture.setPeers(this.#user.address, peers);
      onNamed(peers);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'too-slow') throw error;
      this.#peersTrouble = error.code;
    }
  }

  /** Checks old blocks. From the first wrong block on, the chain is followed as a claim. */
  async #audit(height: number): Promise<void> {
    const { tree } = this.tools.picture;
    if (this.#tip.claim === undefined) {
      await this.#auditor.audit(this.#tip);
      if (this.#auditor.trouble === null) return;
    }
    const known = this.#tip.claim === undefined ? this.#auditor.before : withoutClaims(this.#tip);
    await followChain({ ...this.#followTools(height), known: known ?? tree.genesis });
    if (this.#tip.claim !== undefined) this.#auditor.trouble = null;
  }

  /**
   * Notes what is wrong with the user.
   *
   * @param code the code of its answers, or null if they are right
   */
  #judge(code: Code | null): void {
    const { picture } = this.tools;
    const first = firstInvalidOf(this.#tip);
    const trouble = first?.code ?? code;
    this.#note({ trouble });
    if (first !== undefined)
      picture.setEvidence(this.#user.address, { kind: 'block', block: first });
    else if (trouble === null) picture.setEvidence(this.#user.address, undefined);
    else picture.setEvidence(this.#user.address, { kind: 'answer', code: trouble });
  }

  #followTools(height: number): FollowTools {
    const { tree } = this.tools.picture;
    return {
      tree,
      user: this.#user.address,
      // A new user probably has the same chain as other users.
      known: this.#tip === tree.genesis ? tree.best : this.#tip,
      height,
      askChain: this.#askChain,
      onReached: (block) => {
        this.#tip = block;
        this.#note({ heardAt: Date.now() });
      },
      now: Date.now,
    };
  }

  readonly #askChain: FollowTools['askChain'] = async (from, limit) => {
    const { client } = this.tools;
    const page = await askUser(this.endpoint, { type: 'getChain', from, limit }, 'chain', client);
    if (page.blocks.length > limit) throw new Refusal('bad-shape', 'more blocks than requested');
    return page;
  };

  /**
   * Compares the tip and height that the user reports with the blocks that the user sends. Both can
   * differ if the chain changes between two requests. A difference in many polls in a row is an
   * error.
   *
   * @throws Refusal `bad-index` after `MAX_CONTRADICTIONS` polls in a row with a difference
   */
  #compare({ tip, height }: FullReply<'status'>): void {
    // A claim is wrong already.
    if (this.#tip.claim !== undefined) return;
    const reported = this.tools.picture.tree.get(tip);
    const isConsistent =
      reported === undefined ? this.#tip !== this.#comparedAt : reported.block.index === height;
    this.#contradictions = isConsistent ? 0 : this.#contradictions + 1;
    this.#comparedAt = this.#tip;
    if (this.#contradictions >= MAX_CONTRADICTIONS) {
      throw new Refusal('bad-index', "the user's status contradicts the user's chain");
    }
  }

  #noteGone(): void {
    this.#note({ here: false });
    this.tools.picture.userGone(this.#user.address);
  }

  #noteFailure(error: unknown): void {
    this.#failures++;
    const isSilent =
      error instanceof ConnectionLost || (error instanceof Refusal && error.code === 'too-slow');
    if (isSilent) {
      if (this.#failures >= GONE_AFTER) this.#noteGone();
    } else if (error instanceof Refusal) {
      this.#judge(error.code);
      if (error instanceof Malformed && firstInvalidOf(this.#tip) === undefined) {
        const { position, reason } = error;
        this.tools.picture.setEvidence(this.#user.address, { kind: 'shape', position, reason });
      }
    } else {
      throw error;
    }
  }

  /**
   * Returns the pause before the next poll. The pause grows with each failure. It has a random
   * part, because the observer should not poll all users at the same time.
   */
  #pauseMs(): number {
    const { options, userCount } = this.tools;
    const paceMs = Math.max(options.paceMs, userCount() * options.shareMs);
    const doublings = Math.min(20, Math.max(0, this.#failures - GONE_AFTER));
    const pauseMs = Math.max(paceMs, Math.min(options.maxPauseMs, paceMs * 2 ** doublings));
    return pauseMs * (0.9 + 0.2 * Math.random());
  }

  #note(change: Partial<SeenUser>): void {
    const before = this.#user;
    const user = { ...before, ...change, tip: this.#tip.id };
    const fields = Object.keys(user) as (keyof SeenUser)[];
    if (fields.every((field) => user[field] === before[field])) return;
    this.#user = user;
    this.tools.picture.setUser(user);
  }
}

/**
 * Returns the first invalid block on the chain that ends in `end`. Returns undefined if all blocks of
 * this chain are valid.
 */
function firstInvalidOf(end: TreeBlock): TreeBlock | undefined {
  if (end.code === null) return undefined;
  let block = end;
  while (block.parent !== null && block.parent.code !== null) block = block.parent;
  return block;
}
