import { replaceOnce } from '../support/reference';
import type { Mutant, Mutants } from '../support/Mutants';

const STEP = 'broadcast';
const MESSAGE = 'broadcast sends the';
const SELF = 'A peer with the';
const REPLY = 'An answer is reported as';
const ORDER = 'The deliveries have';
const AT_ONCE = 'broadcast sends to';
const ERROR = 'In all other cases';
const NEVER = 'broadcast never rejects';
const TIME_OUT = 'broadcast takes no';
const OPTIONS = 'tcpClient gets the';
const LEFT = 'broadcast does not';

const OTHERS = 'peers.filter((peer) => peer.address !== self)';
const ASK = 'parseReply(await tcpClient(peer, message, options))';
const ALL = replaceOnce(STEP, '  const others', '  // begin\n  const others');
const [BEFORE, AFTER] = [ALL.indexOf('  // begin'), ALL.lastIndexOf('  );\n}') + '  );\n'.length];

/** Returns the reference with another body. */
function written(body: string): string {
  return ALL.slice(0, BEFORE) + body + ALL.slice(AFTER);
}

const MISTAKES: Mutant[] = [
  {
    name: 'one peer is asked after the other',
    source: written(`
      const deliveries: Delivery[] = [];
      for (const peer of ${OTHERS}) {
        try {
          deliveries.push({ peer, reply: ${ASK} });
        } catch (error) {
          deliveries.push({ peer, error });
        }
      }
      return deliveries;`),
    loses: [AT_ONCE, TIME_OUT],
    advice:
      'A silent peer then delays all peers behind it. Start all requests first, then wait for all of them together.',
  },
  {
    name: 'one peer is asked after the other, and the first error ends everything',
    source: written(`
      const deliveries: Delivery[] = [];
      for (const peer of ${OTHERS}) deliveries.push({ peer, reply: ${ASK} });
      return deliveries;`),
    loses: [AT_ONCE, ERROR, NEVER],
    advice:
      'The second peer waits for the first, and one error stops all others. Start all requests together, and catch each error.',
  },
  {
    name: 'one peer that fails makes broadcast fail',
    source: written(
      `return Promise.all(${OTHERS}.map(async (peer): Promise<Delivery> => ({ peer, reply: ${ASK} })));`,
    ),
    loses: [ERROR, NEVER],
    advice: '`Promise.all` rejects with the first error. Catch the error of each peer inside.',
  },
  {
    name: 'peers that did not answer get no delivery',
    source: written(`
      const settled = await Promise.allSettled(
        ${OTHERS}.map(async (peer): Promise<Delivery> => ({ peer, reply: ${ASK} })),
      );
      return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));`),
    loses: [ERROR],
    advice:
      'The caller must know which peers did not hear. Report the error of each such peer as a delivery.',
  },
  {
    name: 'five peers are asked at a time',
    source: written(`
      const others = ${OTHERS};
      const deliveries: Delivery[] = [];
      while (deliveries.length < others.length) {
        const some = others.slice(deliveries.length, deliveries.length + 5);
        deliveries.push(...(await Promise.all(some.map(async (peer): Promise<Delivery> => {
          try {
            return { peer, reply: ${ASK} };
          } catch (error) {
            return { peer, error };
          }
        }))));
      }
      return deliveries;`),
    loses: [AT_ONCE],
    advice: 'The slowest peer of a group delays the next group. Send to all peers at once.',
  },
  {
    name: 'the first answer comes first',
    source: written(`
      const deliveries: Delivery[] = [];
      await Promise.all(${OTHERS}.map(async (peer) => {
        try {
          deliveries.push({ peer, reply: ${ASK} });
        } catch (error) {
          deliveries.push({ peer, error });
        }
      }));
      return deliveries;`),
    loses: [ORDER],
    advice: 'The caller then blames the wrong peer. Keep the order of the peers.',
  },
  {
    name: 'the peer with the address self gets the message too',
    source: replaceOnce(STEP, OTHERS, 'peers'),
    loses: [SELF],
    advice: 'Then a user sends to itself. Leave out the peer whose address is `self`.',
  },
  {
    name: 'the peer with the address self is left out only at the first place',
    source: replaceOnce(STEP, OTHERS, 'peers.slice(peers[0]?.address === self ? 1 : 0)'),
    loses: [SELF],
    advice: 'It can be at any place in the list. Filter by address.',
  },
  {
    name: 'the peer with the address self is removed from the list',
    source: replaceOnce(
      STEP,
      `const others = ${OTHERS};`,
      `const others = peers as Peer[];
      for (let at; (at = others.findIndex((peer) => peer.address === self)) >= 0; ) others.splice(at, 1);`,
    ),
    loses: [LEFT],
    advice:
      'The list belongs to the caller, and a peer is then missing. `filter` makes a new list.',
  },
  {
    name: "the sender's address is added to the message",
    source: replaceOnce(STEP, ASK, ASK.replace('message,', 'Object.assign(message, { self }),')),
    loses: [MESSAGE, LEFT],
    advice: 'Peers then get a different message. Send the message as it is.',
  },
  {
    name: 'a reply is not checked',
    source: replaceOnce(STEP, ASK, '(await tcpClient(peer, message, options)) as Reply'),
    loses: [REPLY, ERROR],
    advice: 'A peer can send anything. Call `parseReply` on each answer.',
  },
  {
    name: 'rejected is reported as an error',
    source: replaceOnce(
      STEP,
      `return { peer, reply: ${ASK} };`,
      `const reply = ${ASK};
      if (reply.type === 'rejected') throw new Error(reply.code);
      return { peer, reply };`,
    ),
    loses: [REPLY, NEVER],
    advice: '`rejected` is an answer. Report it as a reply.',
  },
  {
    name: 'the options are not passed on',
    source: replaceOnce(STEP, ', options))', '))'),
    loses: [ERROR, NEVER, TIME_OUT, OPTIONS],
    advice: 'Without the options, `tcpClient` does not know the time-out. Pass them on.',
  },
  {
    name: 'only the time-out is passed on',
    source: replaceOnce(STEP, ', options))', ', { timeoutMs: options.timeoutMs }))'),
    loses: [OPTIONS],
    advice: 'Then the caller cannot abort a request. Pass all options to `tcpClient`.',
  },
  {
    name: 'a peer that fails is asked again',
    source: replaceOnce(
      STEP,
      'return { peer, error };',
      `try {
          return { peer, reply: ${ASK} };
        } catch {
          return { peer, error };
        }`,
    ),
    loses: [ERROR],
    advice:
      'Everything then takes two time-outs. Ask once: the caller decides whether to try again.',
  },
  {
    name: 'the error is reported as a text',
    source: replaceOnce(STEP, 'peer, error }', 'peer, error: String(error) }'),
    loses: [ERROR],
    advice: 'The caller then cannot read its code. Report the error itself.',
  },
];

const STYLES = {
  'promises are started in a loop, and awaited in another': written(`
      const started: Array<[Peer, Promise<unknown>]> = [];
      for (const peer of peers) {
        if (peer.address === self) continue;
        const asked = tcpClient(peer, message, options);
        asked.catch(() => {});
        started.push([peer, asked]);
      }
      const deliveries: Delivery[] = [];
      for (const [peer, asked] of started) {
        try {
          deliveries.push({ peer: { ...peer }, reply: parseReply(await asked) });
        } catch (error) {
          deliveries.push({ peer: { ...peer }, error });
        }
      }
      return deliveries;`),
  'all are settled, then told apart': written(`
      const others = ${OTHERS};
      const settled = await Promise.allSettled(
        others.map((peer) => tcpClient(peer, message, options).then(parseReply)),
      );
      return settled.map((one, i) => {
        const peer = others[i];
        return one.status === 'fulfilled' ? { peer, reply: one.value } : { peer, error: one.reason };
      });`),
  'recursive, with callbacks': written(`
      const [peer, ...others] = peers;
      if (peer === undefined) return Promise.resolve([]);
      if (peer.address === self) return broadcast(message, others, self, options);
      const first = tcpClient(peer, message, options).then(
        (answer): Delivery => {
          try {
            return { reply: parseReply(answer), peer };
          } catch (error) {
            return { error, peer };
          }
        },
        (error: unknown): Delivery => ({ peer, error }),
      );
      const rest = broadcast(message, others, self, options);
      return first.then((delivery) => rest.then((deliveries) => [delivery, ...deliveries]));`),
};

// These files spend most of their time waiting for silent peers.
export const mutants: Mutants = {
  wrong: MISTAKES,
  right: STYLES,
  lanes: 6,
};
