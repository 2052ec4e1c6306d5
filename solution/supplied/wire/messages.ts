import { isCount, isHash, isObject } from '../chain/checkShape';
import { isSmallOrder } from '../chain/isSmallOrder';
import { MAX_PAGE, PROTOCOL } from '../constants';
import { isCode, Refusal } from '../Refusal';
import type { Code } from '../Refusal';
import type { Address, Hash, Peer } from '../types';
import { printable } from './printable';

/** A request from one user to another. A block or transaction in a request is not checked yet. */
export type Request =
  | HelloRequest
  | ({ type: 'getPeers' } & Limit)
  | StatusRequest
  | { type: 'getChain'; from: number; limit: number }
  | BlockMessage
  | TransactionMessage;

/** How many peers the answer can name. If it is not set, the answer names all. */
interface Limit {
  limit?: number;
}

/** "I am here. Who are you?" */
export interface HelloRequest extends Limit {
  type: 'hello';
  protocol: number;
  name: string;
  address: Address;
  port: number;
  /** If this is set, the reply contains the status, with a proof about this text: 64 hex digits. */
  challenge?: Hash;
}

/** "What is your status?" */
export interface StatusRequest {
  type: 'getStatus';
  /**
   * If this is set, the reply can list the messages heard later: the messages with higher numbers.
   */
  heardAfter?: number;
  /** If this is set, the reply contains a proof about this text: 64 random hex digits. */
  challenge?: Hash;
}

/** "I have a new block." */
export interface BlockMessage {
  type: 'block';
  block: unknown;
  /** The port on which the announcer listens. Undefined if the announcer does not listen. */
  port?: number;
}

/** "Please mint this payment to you." */
export interface TransactionMessage {
  type: 'transaction';
  transaction: unknown;
}

/** The answer from one user to another. */
export type Reply = PeersReply | StatusReply | ChainReply | OkReply | RejectedReply;

export interface PeersReply {
  type: 'peers';
  peers: Peer[];
  /** The status of the user that answers, for a hello with a challenge. */
  status?: StatusReply;
}

export interface StatusReply {
  type: 'status';
  protocol: number;
  name: string;
  address: Address;
  genesis: Hash;
  /** The index of the newest block. */
  height: number;
  work: number;
  /** The hash of the newest block. */
  tip: Hash;
  /** How many other users are known. */
  peers: number;
  /** The messages heard lately, for a user that asked for them. Read them with `parseHeard`. */
  heard?: HeardMessage[];
  /** The proof that this is the status of the owner of `address`, for a user that asked for it. */
  proof?: string;
}

/** A block or a payment that another user sent us, with our answer. */
export interface HeardMessage {
  /** A later message has a higher number. */
  number: number;
  type: 'block' | 'transaction';
  /** The block's hash or the transaction's id. */
  subject: string;
  /** The block's height; null for a transaction. */
  height: number | null;
  /** The user that seems to be the sender, or null if we do not know. The sender is not proven. */
  from: Address | null;
  /** When we answered, in milliseconds since 1970. */
  at: number;
  answer: 'ok' | Code;
}

export interface ChainReply {
  type: 'chain';
  /** The blocks are not checked yet. */
  blocks: unknown[];
  height: number;
}

export interface OkReply {
  type: 'ok';
}

export interface RejectedReply {
  type: 'rejected';
  code: Code;
  reason: string;
}

/** True for a TCP port to connect to: 1 to 65535. */
export const isPort = (value: unknown): value is number =>
  isCount(value) && value >= 1 && value <= 65535;

/** True for a name: 1 to 32 printable characters, without a space at the start or the end. */
export const isName = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,32}$/u.test(value) &&
  value.trim() === value;

/** True for the address of a user. `network` is not the address of a user. */
const isUserAddress = (value: unknown): value is Address => isHash(value) && !isSmallOrder(value);

/**
 * Returns a parsed message as a request. Unknown fields are left out.
 *
 * @throws Refusal `bad-shape`, `unknown-type`
 */
export function parseRequest(message: unknown): Request {
  if (!isObject(message) || typeof message.type !== 'string') {
    throw new Refusal('bad-shape', 'a message is an object with a type');
  }
  const { type } = message;
  switch (type) {
    case 'hello': {
      const { protocol, name, address, port } = message;
      // The fields of another version can have other shapes.
      if (protocol !== PROTOCOL) throw new Refusal('bad-version');
      if (!isName(name)) throw new Refusal('bad-shape', 'a name is 1 to 32 printable characters');
      if (!isUserAddress(address)) throw new Refusal('bad-shape', 'hello has no address');
      if (!isPort(port)) throw new Refusal('bad-shape', 'hello has no port');
      return {
        ...{ type, protocol, name, address, port },
        ...optional(message, 'limit', isCount),
        ...optional(message, 'challenge', isHash),
      };
    }
    case 'getPeers':
      return { type, ...optional(message, 'limit', isCount) };
    case 'getStatus':
      return {
        type,
        ...optional(message, 'heardAfter', isCount),
        ...optional(message, 'challenge', isHash),
      };
    case 'getChain': {
      const { from, limit } = message;
      if (!isCount(from) || !isCount(limit) || [from, limit].some((it) => Object.is(it, -0)))
        throw new Refusal('bad-shape', 'from and limit are whole numbers');
      return { type, from, limit };
    }
    case 'block': {
      const { block, port } = message;
      if (port !== undefined && !isPort(port))
        throw new Refusal('bad-shape', 'the port of a block message is malformed');
      return { type, block, port };
    }
    case 'transaction':
      return { type, transaction: message.transaction };
    default:
      throw new Refusal('unknown-type');
  }
}

/**
 * Returns an optional field of a message in an object of its own. The object is empty if the message
 * does not have the field.
 *
 * @throws Refusal `bad-shape` if the field is malformed
 */
function optional<Name extends string, Value>(
  message: Record<string, unknown>,
  name: Name,
  isGood: (value: unknown) => value is Value,
): { [Field in Name]?: Value } {
  const value = message[name];
  if (value === undefined) return {};
  if (!isGood(value)) throw new Refusal('bad-shape', `${name} is malformed`);
  return { [name]: value } as { [Field in Name]: Value };
}

/**
 * Returns a parsed message as a reply.
 *
 * @throws Refusal `bad-shape`, `unknown-type`
 */
export function parseReply(message: unknown): Reply {
  if (!isObject(message)) throw new Refusal('bad-shape', 'a message is an object with a type');
  switch (message.type) {
    case 'ok':
      return { type: 'ok' };
    case 'rejected': {
      const { code, reason } = message;
      if (!isCode(code)) throw new Refusal('bad-shape', 'rejected has no code that we know');
      return {
        type: 'rejected',
        code,
        reason: typeof reason === 'string' ? printable(reason, 200) : '',
      };
    }
    case 'peers': {
      const { peers, status } = message;
      if (!Array.isArray(peers)) throw new Refusal('bad-shape', 'peers has no list');
      return {
        ...{ type: 'peers', peers: peers.filter(isPeer) },
        ...(isObject(status) && { status: parseStatus(status) }),
      };
    }
    case 'status':
      return parseStatus(message);
    case 'chain': {
      const { blocks, height } = message;
      if (!Array.isArray(blocks) || blocks.length > MAX_PAGE || !isCount(height)) {
        throw new Refusal('bad-shape', 'a chain is at most 500 blocks and a height');
      }
      return { type: 'chain', blocks, height };
    }
    default:
      throw new Refusal('unknown-type', 'there is no such reply');
  }
}

function parseStatus(message: Record<string, unknown>): StatusReply {
  const { protocol, name, address, genesis, height, work, tip, peers, proof } = message;
  const good =
    isCount(protocol) && isName(name) && isUserAddress(address) && isHash(genesis) && isHash(tip);
  if (!good || !isCount(height) || typeof work !== 'number' || !(work >= 0) || !isCount(peers)) {
    throw new Refusal('bad-shape', 'a field of the status is malformed');
  }
  return {
    ...{ type: 'status', protocol, name, address, genesis, height, work, tip, peers },
    ...(isSignature(proof) && { proof }),
  };
}

const isSignature = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{128}$/.test(value);

function isPeer(value: unknown): value is Peer {
  if (!isObject(value)) return false;
  const { name, address, host, port } = value;
  return isName(name) && isUserAddress(address) && isPort(port) && isHost(host);
}

/** True for a text that can be an IP address or a host name. */
const isHost = (value: unknown): boolean =>
  typeof value === 'string' && /^[A-Za-z0-9.:-]{1,255}$/.test(value);
