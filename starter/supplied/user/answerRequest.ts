import { handleMsg } from '../../handleMsg';
import { chainWork, tip } from '../chain/Chain';
import { MAX_PAGE, PROTOCOL } from '../constants';
import { Refusal } from '../Refusal';
import type { Heard } from '../wire/Heard';
import { parseRequest } from '../wire/messages';
import type { Reply, StatusReply } from '../wire/messages';
import type { Contacts } from './Contacts';
import { mustHaveShare } from './mustHaveShare';
import type { Endpoint, Hash } from '../types';
import type { Reporter } from './Reporter';
import type { Proven } from './statusProof';
import type { UserState } from './UserState';

/** The parts that `answerRequest` uses. */
export interface AnswerTools {
  user: UserState;
  contacts: Contacts;
  heard: Heard;
  reporter: Reporter;
  /** Proves with our key what a status says. */
  prove: (proven: Proven) => string;
}

/** The connection of a message. */
export interface Connection {
  /** The host from which it comes. */
  senderHost: string;
  /** Our end of it. */
  end: Endpoint;
}

/**
 * Answers one message. `handleMsg` answers blocks and payments, and this function answers the other
 * requests.
 *
 * @throws Refusal, which becomes the answer `rejected`
 */
export async function answerRequest(
  message: unknown,
  { senderHost, end }: Connection,
  tools: AnswerTools,
): Promise<Reply> {
  const request = parseRequest(message);
  const { user, contacts, reporter } = tools;
  const { chain } = user;
  switch (request.type) {
    case 'hello': {
      const { address, port, challenge } = request;
      const endpoint = { host: senderHost, port };
      if (address === user.address || contacts.peers.isTaken(address, endpoint)) {
        throw new Refusal('address-taken');
      }
      contacts.visitLater(endpoint, address);
      return {
        ...{ type: 'peers', peers: contacts.peers.some(request.limit ?? Infinity) },
        ...(challenge !== undefined && {
          status: { ...statusOf(tools), ...proofOf(challenge, end, tools) },
        }),
      };
    }
    case 'getPeers':
      return { type: 'peers', peers: contacts.peers.some(request.limit ?? Infinity) };
    case 'getStatus':
      return {
        ...statusOf(tools),
        ...heardAfter(request.heardAfter, tools),
        ...proofOf(request.challenge, end, tools),
      };
    case 'getChain': {
      const { from, limit } = request;
      const blocks = chain.blocks.slice(from, from + Math.min(limit, MAX_PAGE));
      return { type: 'chain', blocks, height: tip(chain).index };
    }
    default: {
      if (request.type === 'transaction') mustHaveShare(request.transaction, user.pending);
      const { port } = request.type === 'block' ? request : { port: undefined };
      const height = tip(chain).index;
      const announcer = port === undefined ? undefined : { host: senderHost, port };
      const reply = await handleMsg(user, request, announcer);
      const { index, hash } = tip(chain);
      if (request.type === 'block' && index > height) {
        reporter.report({ event: 'block', index, hash });
        if (announcer !== undefined) {
          // Everybody can send an old block, with the port of somebody else.
          contacts.peers.heardAt(announcer);
          contacts.peers.wasUsefulAt(announcer);
          // The work in a block gives a stranger a place in the book.
          contacts.visitLater(announcer, tip(chain).data.to);
        }
      }
      return reply;
    }
  }
}

/**
 * Returns the messages that we heard after a number. Returns nothing if the peer did not ask for
 * messages.
 */
function heardAfter(number: number | undefined, { heard }: AnswerTools): Partial<StatusReply> {
  return number === undefined ? {} : { heard: heard.after(number) };
}

/** Returns the proof that the status is ours, for a peer that sent a challenge. */
function proofOf(
  challenge: Hash | undefined,
  end: Endpoint,
  { user, prove }: AnswerTools,
): Partial<StatusReply> {
  if (challenge === undefined) return {};
  return { proof: prove({ challenge, genesis: user.chain.ledger.genesis, end }) };
}

function statusOf({ user, contacts }: AnswerTools): StatusReply {
  const { chain, address } = user;
  return {
    type: 'status',
    protocol: PROTOCOL,
    name: contacts.options.self.name,
    address,
    genesis: chain.ledger.genesis,
    height: tip(chain).index,
    work: chainWork(chain),
    tip: tip(chain).hash,
    peers: contacts.peers.size,
  };
}
