import { handleMsg } from '../../handleMsg';
import { chainWork, tip } from '../chain/Chain';
import { MAX_PAGE, PROTOCOL } from '../constants';
import { Refusal } from '../Refusal';
import type { Heard } from '../wire/Heard';
import { parseRequest } from '../wire/messages';
import type { Reply, StatusReply } from '../wire/messages';
import type { Contacts } from './Contacts';
import type { Reporter } from './Reporter';
import type { UserState } from './UserState';

/** The parts that `answerRequest` uses. */
export interface AnswerTools {
  user: UserState;
  contacts: Contacts;
  heard: Heard;
  reporter: Reporter;
}

/**
 * Answers one message. `handleMsg` answers blocks and payments, and this function answers the other
 * requests.
 *
 * @param senderHost the host from which the connection came
 * @throws Refusal, which becomes the answer `rejected`
 */
export async function answerRequest(
  message: unknown,
  senderHost: string,
  tools: AnswerTools,
): Promise<Reply> {
  const request = parseRequest(message);
  const { user, contacts, reporter } = tools;
  const { chain } = user;
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
      return { ...statusOf(tools), ...heardAfter(request.heardAfter, tools) };
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
      if (request.type === 'block' && index > height) {
        reporter.report({ event: 'block', index, hash });
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
    peers: contacts.peers.all().length,
  };
}
