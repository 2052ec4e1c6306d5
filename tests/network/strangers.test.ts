import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { PROTOCOL } from '../../solution/supplied/constants';
import { isProof } from '../../solution/supplied/user/statusProof';
import { mustHaveShare } from '../../solution/supplied/user/mustHaveShare';
import { payable } from '../../solution/supplied/user/payable';
import { PeerBook } from '../../solution/supplied/user/PeerBook';
import { VisitQueue } from '../../solution/supplied/user/VisitQueue';
import type { Endpoint, Peer } from '../../solution/supplied/types';
import { parseReply } from '../../solution/supplied/wire/messages';
import type { PeersReply } from '../../solution/supplied/wire/messages';
import { tcpClient, tcpServer } from '../../solution/supplied/wire/tcp';
import { ALICE, BOB, CAROL, codeOf, genesisBlock, payment } from '../support/blocks';
import { addressOf, ask, endpointOf, TestNetwork } from '../support/TestNetwork';

/** Linux answers on all of 127.0.0.0/8. */
const ELSEWHERE = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

async function withNetwork(story: (network: TestNetwork) => Promise<void>): Promise<void> {
  const network = new TestNetwork();
  try {
    await story(network);
    expect(network.failures).toEqual([]);
  } finally {
    await network.stop();
  }
}

function openIdle(to: Endpoint, count: number, localAddress: string): Socket[] {
  return Array.from({ length: count }, () =>
    connect({ ...to, localAddress, allowHalfOpen: true }).on('error', () => {}),
  );
}

it.each(['127.0.0.1', ELSEWHERE])(
  'a user answers beside 1000 idle connections from %s',
  async (from) => {
    await withNetwork(async (network) => {
      const alice = await network.add('alice');
      const idle: Socket[] = [];
      for (let i = 0; i < 20; i++) {
        idle.push(...openIdle(endpointOf(alice), 50, from));
        expect(await ask(alice, { type: 'getStatus' })).toMatchObject({ type: 'status' });
      }
      for (const socket of idle) socket.destroy();
    });
  },
);

describe('the proof of an address', () => {
  const challenge = 'c0'.repeat(32);
  const request = { type: 'getStatus', challenge };

  it('a user proves at which end it answers', async () => {
    await withNetwork(async (network) => {
      const alice = await network.add('alice');
      const relay = await tcpServer({
        host: '127.0.0.1',
        port: 0,
        handle: (message) => tcpClient(endpointOf(alice), message as object) as Promise<object>,
        onError: () => {},
      });
      const [direct, relayed] = [
        await ask(alice, request),
        (await tcpClient(relay, request)) as Record<string, unknown>,
      ];
      const { genesis, proof } = direct as { genesis: string; proof: string };
      const proven = { challenge, genesis, end: endpointOf(alice) };
      const address = addressOf(alice);
      expect(isProof(proof, proven, address)).toBe(true);
      expect(isProof(proof, { ...proven, challenge: 'c1'.repeat(32) }, address)).toBe(false);
      expect(isProof(proof, proven, BOB.address)).toBe(false);
      const { host, port } = relay;
      expect(isProof(String(relayed.proof), { ...proven, end: { host, port } }, address)).toBe(
        false,
      );
      await relay.close();
    });
  });

  it('the answer to a hello with a challenge has the status, proven', async () => {
    await withNetwork(async (network) => {
      const alice = await network.add('alice');
      const { address } = CAROL;
      const hello = { type: 'hello', protocol: PROTOCOL, name: 'carol', address, port: 6001 };
      expect(await ask(alice, hello)).not.toHaveProperty('status');
      const answer = parseReply(await ask(alice, { ...hello, challenge }));
      const { status } = answer as PeersReply;
      const { genesis = '', proof = '' } = status ?? {};
      const proven = { challenge, genesis, end: endpointOf(alice) };
      expect(isProof(proof, proven, addressOf(alice))).toBe(true);
    });
  });

  const peer = (address: string, port: number, host = '127.0.0.1'): Peer => ({
    name: 'bob',
    address,
    host,
    port,
  });

  it('a quiet peer keeps its address if another peer claims it without a proof', () => {
    const book = new PeerBook(ALICE.address, 0);
    expect(book.learn(peer(BOB.address, 6001), true)).toBe(true);
    expect(book.learn(peer(BOB.address, 6002), false)).toBe(false);
    expect(book.get(BOB.address)).toMatchObject({ port: 6001 });
    expect(book.learn(peer(BOB.address, 6003), true)).toBe(true);
    expect(book.all()).toMatchObject([{ port: 6003 }]);
  });

  it('a peer that proves an address gets it back from a stranger', () => {
    const book = new PeerBook(ALICE.address, 60_000);
    expect(book.learn(peer(BOB.address, 6001), false)).toBe(true);
    expect(book.learn(peer(BOB.address, 6002), false)).toBe(false);
    expect(book.learn(peer(BOB.address, 6002), true)).toBe(true);
  });

  it('only a living peer that has proven its address needs no second visit', () => {
    const [here, elsewhere] = [peer(BOB.address, 6001), peer(BOB.address, 6002)];
    const acquainted = (livingMs: number, isProven: boolean): boolean[] => {
      const book = new PeerBook(ALICE.address, livingMs);
      book.learn(here, isProven);
      return [
        book.isAcquainted(here),
        book.isAcquainted(here, CAROL.address),
        book.isAcquainted(elsewhere, BOB.address),
      ];
    };
    expect(acquainted(60_000, true)).toEqual([true, false, false]);
    expect(acquainted(60_000, false)).toEqual([false, false, false]);
    expect(acquainted(0, true)).toEqual([false, false, false]);
  });

  it('in a full book, a crowd drives out only itself', () => {
    const book = new PeerBook(ALICE.address, 60_000);
    const addressOfNumber = (number: number): string => number.toString(16).padStart(64, '0');
    const honest = [peer(BOB.address, 6001), peer(CAROL.address, 6002)];
    for (const each of honest) book.learn(each, true);
    book.wasUsefulAt(honest[0]);
    for (let i = 1; i <= 2000; i++) book.learn(peer(addressOfNumber(i), i, ELSEWHERE), i % 2 === 0);
    expect(book.size).toBeLessThanOrEqual(512);
    expect(book.all()).toEqual(expect.arrayContaining(honest));
  });
});

describe('payments that wait', () => {
  const genesis = genesisBlock();

  it('a payment that its sender cannot pay any more makes way', () => {
    const [one, two, three] = [40, 50, 20].map((amount) => payment(ALICE, BOB, amount, genesis));
    const other = payment(CAROL, BOB, 1, genesis);
    const ledger = {
      genesis: genesis.hash,
      balances: new Map([
        [ALICE.address, 60],
        [CAROL.address, 1],
      ]),
      transactions: new Map([[one.id, one]]),
    };
    expect(payable([one, two, three, other], ledger)).toEqual([two, other]);
  });

  it('one sender cannot fill the queue', () => {
    const pending = Array.from({ length: 100 }, () => payment(ALICE, BOB, 1, genesis));
    const more = payment(ALICE, BOB, 1, genesis);
    expect(codeOf(() => mustHaveShare(more, pending))).toBe('busy');
    expect(codeOf(() => mustHaveShare(pending[7], pending))).toBeUndefined();
    expect(codeOf(() => mustHaveShare(more, pending.slice(1)))).toBeUndefined();
    expect(codeOf(() => mustHaveShare(payment(CAROL, BOB, 1, genesis), pending))).toBeUndefined();
  });
});

it('a queue of visits that ends aborts the running visits, and begins no others', async () => {
  const visited: number[] = [];
  const ended: unknown[] = [];
  const queue = new VisitQueue(async ({ port }, _claimed, signal) => {
    visited.push(port);
    await once(signal, 'abort');
    ended.push(port);
  });
  queue.add({ host: '127.0.0.1', port: 6001 }, BOB.address);
  await new Promise(setImmediate);
  queue.add({ host: '127.0.0.1', port: 6002 }, CAROL.address);
  queue.end();
  queue.add({ host: '127.0.0.1', port: 6003 }, ALICE.address);
  await new Promise(setImmediate);
  expect([visited, ended]).toEqual([[6001], [6001]]);
});
