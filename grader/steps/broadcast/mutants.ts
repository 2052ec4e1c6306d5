import { replaceOnce } from '../support/reference';
import type { Mutant, Mutants } from '../support/Mutants';

const STEP = 'broadcast';
const MESSAGE = 'The message goes to each';
const SELF = 'Whoever has the address self';
const REPLY = 'An answer is reported as';
const ORDER = 'The deliveries are in the order';
const AT_ONCE = 'It sends to all at once';
const ERROR = 'Anything else is reported';
const NEVER = 'It never rejects';
const TIME_OUT = 'It takes no longer than one time-out';
const OPTIONS = 'tcpClient is given the options';
const LEFT = 'message and peers are left';

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
      'A peer that does not answer then holds up all who come after it: start all requests first, then wait for them together.',
  },
  {
    name: 'one peer is asked after the other, and none may fail',
    source: written(`
      const deliveries: Delivery[] = [];
      for (const peer of ${OTHERS}) deliveries.push({ peer, reply: ${ASK} });
      return deliveries;`),
    loses: [AT_ONCE, ERROR, NEVER],
    advice:
      'The second peer waits for the first, and the first that fails ends it all: start them together, and catch each error where it happens.',
  },
  {
    name: 'one peer that fails makes all fail',
    source: written(
      `return Promise.all(${OTHERS}.map(async (peer): Promise<Delivery> => ({ peer, reply: ${ASK} })));`,
    ),
    loses: [ERROR, NEVER],
    advice: '`Promise.all` rejects with the first error: catch it inside, for each peer.',
  },
  {
    name: 'whoever did not answer is left out of what is reported',
    source: written(`
      const settled = await Promise.allSettled(
        ${OTHERS}.map(async (peer): Promise<Delivery> => ({ peer, reply: ${ASK} })),
      );
      return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));`),
    loses: [ERROR],
    advice:
      'The caller wants to know who did not hear: a failure is a delivery, too, with its error.',
  },
  {
    name: 'five are asked at a time',
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
    advice: 'Bounded groups are held up by their slowest: here all are told at once.',
  },
  {
    name: 'whoever answers first comes first',
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
    advice: 'The deliveries are in the order of the peers: keep their places, whoever is first.',
  },
  {
    name: 'the sender is told too',
    source: replaceOnce(STEP, OTHERS, 'peers'),
    loses: [SELF],
    advice: 'One does not announce to oneself: leave out the peer whose address is `self`.',
  },
  {
    name: 'the sender is left out only where it stands first',
    source: replaceOnce(STEP, OTHERS, 'peers.slice(peers[0]?.address === self ? 1 : 0)'),
    loses: [SELF],
    advice: 'It may stand anywhere in the list: filter by address.',
  },
  {
    name: 'the sender is removed from the list',
    source: replaceOnce(
      STEP,
      `const others = ${OTHERS};`,
      `const others = peers as Peer[];
      for (let at; (at = others.findIndex((peer) => peer.address === self)) >= 0; ) others.splice(at, 1);`,
    ),
    loses: [LEFT],
    advice: 'The list belongs to the caller: filter makes a new one.',
  },
  {
    name: 'the message is signed by its sender',
    source: replaceOnce(STEP, ASK, ASK.replace('message,', 'Object.assign(message, { self }),')),
    loses: [MESSAGE, LEFT],
    advice: 'The message goes out as it was given, the same for all.',
  },
  {
    name: 'a reply is believed as it comes',
    source: replaceOnce(STEP, ASK, '(await tcpClient(peer, message, options)) as Reply'),
    loses: [REPLY, ERROR],
    advice:
      'What comes from a peer may be anything: `parseReply` says whether it is a reply at all.',
  },
  {
    name: 'a rejection is taken for an error',
    source: replaceOnce(
      STEP,
      `return { peer, reply: ${ASK} };`,
      `const reply = ${ASK};
      if (reply.type === 'rejected') throw new Error(reply.code);
      return { peer, reply };`,
    ),
    loses: [REPLY, NEVER],
    advice: 'A rejection is an answer: only where there is none, there is an error.',
  },
  {
    name: 'the options are forgotten',
    source: replaceOnce(STEP, ', options))', '))'),
    loses: [ERROR, NEVER, TIME_OUT, OPTIONS],
    advice:
      'Time-outs and the address to call from come with the options: hand them to `tcpClient`.',
  },
  {
    name: 'only the time-out is passed on',
    source: replaceOnce(STEP, ', options))', ', { timeoutMs: options.timeoutMs }))'),
    loses: [OPTIONS],
    advice: 'All of the options are for `tcpClient`, not only the time-out.',
  },
  {
    name: 'whoever fails is asked once more',
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
      "Then everything takes twice as long as one time-out: whether to try again is the caller's business.",
  },
  {
    name: 'the error is told in words',
    source: replaceOnce(STEP, 'peer, error }', 'peer, error: String(error) }'),
    loses: [ERROR],
    advice: 'Hand on the error itself: its code says what happened.',
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
