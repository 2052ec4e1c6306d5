import { handleMsg } from '../../handleMsg';
import { chainWork, tip } from '../chain/Chain';
import { MAX_PAGE, PROTOCOL } from '../constants';
import { parseRequest } from '../wire/messages';
import type { Reply, StatusReply } from '../wire/messages';
import { Refusal } from '../Refusal';
import type { UserServer } from './UserServer';

/**
 * Answers one message: the read-only requests here, the others through `handleMsg`.
 *
 * @param senderHost where its connection came from
 * @throws Refusal, which becomes `rejected`
 */
export async function answer(
  user: UserServer,
  message: unknown,
  senderHost: string,
): Promise<Reply> {
  const request = parseRequest(message);
  const { contacts, chain, parts } = user;
  switch (request.type) {
    case 'hello': {
      const { protocol, address, port } = request;
      const endpoint = { host: senderHost, port };
      if (protocol !== PROTOCOL) throw new Refusal('bad-version');
      if (address === user.address || contacts.peers.isTaken(address, endpoint)) {
        throw new Refusal('address-taken');
      }
      contacts.visitLater(endpoint, address);
      return { type: 'peers', peers: contacts.peers.all() };
    }
    case 'getPeers':
      return { type: 'peers', peers: contacts.peers.all() };
    case 'getStatus':
      return { ...statusOf(user), ...heardBy(user, request.heardAfter) };
    case 'getChain': {
      const { from, limit } = request;
      const blocks = chain.blocks.slice(from, from + Math.min(limit, MAX_PAGE));
      return { type: 'chain', blocks, height: tip(chain).index };
    }
    default: {
      const { port } = request.type === 'block' ? request : { port: undefined };
      const height = tip(chain).index;
      const announcer = port === undefined ? undefined : { host: senderHost, port };
      const reply = await handleMsg(user, request, announcer);
      const { index, hash } = tip(chain);
      if (request.type === 'block' && index > height) parts.report({ event: 'block', index, hash });
      return reply;
    }
  }
}

/** What the user heard lately, if the asker wants to know: most do not, and pay nothing for it. */
function heardBy({ heard }: UserServer, after: number | undefined): Partial<StatusReply> {
  return after === undefined ? {} : { heard: heard.after(after) };
}

function statusOf({ contacts, chain, address, parts }: UserServer): StatusReply {
  return {
    type: 'status',
    protocol: PROTOCOL,
    name: parts.options.name,
    address,
    genesis: chain.ledger.genesis,
    height: tip(chain).index,
    work: chainWork(chain),
    tip: tip(chain).hash,
    peers: contacts.peers.all().length,
  };
}
