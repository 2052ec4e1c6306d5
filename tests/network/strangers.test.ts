import { createPrivateKey, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { PROTOCOL } from '../../solution/supplied/constants';
import { isProof, proveStatus } from '../../solution/supplied/user/statusProof';
import { mustHaveShare } from '../../solution/supplied/user/mustHaveShare';
import { payable } from '../../solution/supplied/user/payable';
import { PeerBook } from '../../solution/supplied/user/PeerBook';
import { VisitQueue } from '../../solution/supplied/user/VisitQueue';
import type { Block, Endpoint, Peer, Transaction } from '../../solution/supplied/types';
import { News } from '../../solution/supplied/program/News';
import type { Program } from '../../solution/supplied/program/Program';
import { tellEvent } from '../../solution/supplied/program/tellEvent';
import { Payments } from '../../solution/supplied/user/Payments';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import { answerRequest } from '../../solution/supplied/user/answerRequest';
import { Reporter } from '../../solution/supplied/user/Reporter';
import { Heard } from '../../solution/supplied/wire/Heard';
import { Contacts } from '../../solution/supplied/user/Contacts';
import { Fetcher } from '../../solution/supplied/user/Fetcher';
import { appendBlock, createChain, tip } from '../../solution/supplied/chain/Chain';
import type { Chain } from '../../solution/supplied/chain/Chain';
import * as trials from '../../solution/supplied/chain/tryBranch';
import type { Refusal } from '../../solution/supplied/Refusal';
import type { User } from '../../solution/User';
import { Changes } from '../../grader/harness/parent/Changes';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import type { Lies } from '../../grader/network/users/ScriptedPeer';
import { parseReply, parseRequest } from '../../solution/supplied/wire/messages';
import type { PeersReply } from '../../solution/supplied/wire/messages';
import { tcpClient, tcpServer } from '../../solution/supplied/wire/tcp';
import {
  ALICE,
  BOB,
  CAROL,
  codeOf,
  coin,
  genesisBlock,
  mined,
  minedBlocks,
  payment,
} from '../support/blocks';
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

  /** Returns the contacts of a user of alice's network. The user does not listen. */
  async function contactsOf(alice: User): Promise<Contacts> {
    const { genesis } = await alice.call('status');
    return new Contacts({
      self: { name: 'carol', address: CAROL.address, host: '127.0.0.1', port: 1 },
      genesis,
      livingMs: 60_000,
      client: { timeoutMs: 20_000 },
      onPeer: () => {},
    });
  }

  it.each(['127.0.0.1', 'localhost'])(
    'a user that is visited as %s proves its address, and the book has its number',
    async (host) => {
      await withNetwork(async (network) => {
        const alice = await network.add('alice');
        const { port } = endpointOf(alice);
        const contacts = await contactsOf(alice);
        expect(await contacts.visit({ host, port })).toMatchObject({ name: 'alice' });
        expect(contacts.peers.isProven(addressOf(alice))).toBe(true);
        expect(contacts.peers.all()).toMatchObject([{ host: '127.0.0.1', port }]);
      });
    },
  );

  it('a user that does not answer any more keeps its place against a thief', async () => {
    await withNetwork(async (network) => {
      const alice = await network.add('alice', { gossipMs: 100 });
      const bob = await network.add('bob', { gossipMs: 100 });
      await network.acquainted();
      const { blocks } = await alice.call('view', 9);
      const address = addressOf(bob);
      const { port } = endpointOf(bob);
      const thief = await ScriptedPeer.start('bob', blocks, {
        getStatus: (_request, honest) => ({ ...honest, address }),
      });
      const hello = { type: 'hello', protocol: PROTOCOL, name: 'bob', address, port: thief.port };
      try {
        await bob.stop();
        // As long as bob counts as alive, the hello is refused.
        await network.until(async () => {
          await thief.send(endpointOf(alice), hello);
          return thief.asked.has('getStatus') && thief.unanswered.size === 0;
        });
        await thief.send(endpointOf(alice), hello);
        expect((await alice.call('status')).peers).toMatchObject([{ address, port }]);
      } finally {
        await thief.stop();
      }
    });
  });

  it('a user that proves its address gets it from a living thief, and gets its payments', async () => {
    await withNetwork(async (network) => {
      const alice = await network.add('alice', { gossipMs: 100 });
      await network.mineOn(alice, 1);
      const { blocks } = await alice.call('view', 9);
      const { address } = CAROL;
      // A user of an older version proves nothing, and can join.
      const thief = await ScriptedPeer.start('carol', blocks, {
        getStatus: (_request, honest) => ({ ...honest, address }),
      });
      const key = createPrivateKey(CAROL.privateKey);
      const heard: string[] = [];
      const owner = await tcpServer({
        ...{ host: '127.0.0.1', port: 0, onError: () => {} },
        handle: async (message, _host, end) => {
          const asked = parseRequest(message);
          heard.push(asked.type);
          if (asked.type !== 'getStatus') return { type: 'ok' };
          const { genesis, ...status } = await alice.call('status');
          const proof = proveStatus({ challenge: asked.challenge ?? '', genesis, end }, key);
          return { ...status, type: 'status', protocol: 1, genesis, address, peers: 0, proof };
        },
      });
      const knows = async ({ port }: Endpoint): Promise<boolean> =>
        (await alice.call('status')).peers.some((it) => it.address === address && it.port === port);
      const hello = (port: number): Promise<unknown> =>
        ask(alice, { type: 'hello', protocol: PROTOCOL, name: 'carol', address, port });
      try {
        await hello(thief.port);
        await network.until(() => knows(thief));
        await alice.call('pay', address, 1);
        expect(thief.asked.get('transaction')).toBe(1);
        expect(await hello(owner.port)).toMatchObject({ type: 'peers' });
        await network.until(() => knows(owner));
        await network.until(() => heard.includes('transaction'));
        expect(await hello(thief.port)).toMatchObject({ code: 'address-taken' });
      } finally {
        await thief.stop();
        await owner.close();
      }
    });
  });

  it('peers that never answer a hello do not hold up the hello to another', async () => {
    await withNetwork(async (network) => {
      const bob = await network.add('bob');
      const contacts = await contactsOf(bob);
      const mute = await Promise.all(
        Array.from({ length: 40 }, () => ScriptedPeer.start('mute', [], () => 'silence')),
      );
      const greeting = contacts.greet([...mute, endpointOf(bob)]);
      await network.until(() => contacts.peers.at(endpointOf(bob)) !== undefined);
      expect(mute.filter(({ unanswered }) => unanswered.size === 0)).toEqual([]);
      await Promise.all(mute.map((peer) => peer.stop()));
      await greeting;
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

  it('the work in a block gives a stranger a place in a full book', () => {
    const book = new PeerBook(ALICE.address, 60_000);
    for (let i = 0; i < 300; i++) book.learn(peer(`${i}`, 10_000 + i), true);
    const bob = peer(BOB.address, 6001);
    book.wasUsefulAt(bob);
    expect(book.learn(bob, true)).toBe(true);
    for (let i = 0; i < 300; i++) book.learn(peer(`other ${i}`, 20_000 + i), true);
    expect(book.isUseful(bob)).toBe(true);
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

describe('a payment that its buyer refuses', () => {
  const genesis = genesisBlock();

  /** Pays twice to a buyer that refuses both times. Alice has the coins for one payment only. */
  async function withRefused(
    story: (parts: {
      payments: Payments;
      chain: Chain;
      refused: Transaction;
      events: UserEvent[];
    }) => void,
  ): Promise<void> {
    const chain = createChain(genesis);
    appendBlock(chain, mined(genesis, coin(ALICE)), Date.now());
    const events: UserEvent[] = [];
    const asked: Transaction[] = [];
    const buyer = await ScriptedPeer.start('buyer', [genesis], {
      transaction: ({ transaction }) => {
        asked.push(transaction as Transaction);
        return { type: 'rejected', code: 'bad-transaction', reason: '' };
      },
    });
    const contacts = new Contacts({
      self: { name: 'alice', address: ALICE.address, host: '127.0.0.1', port: 1 },
      ...{ genesis: genesis.hash, livingMs: 60_000, client: {}, onPeer: () => {} },
    });
    contacts.peers.learn(buyer.peer, true);
    const reporter = new Reporter((event) => events.push(event), new AbortController().signal);
    const payments = new Payments({ chain, keys: ALICE, contacts, reporter });
    const pay = (): Promise<unknown> => payments.pay(buyer.address, 100);
    try {
      await expect(pay()).rejects.toMatchObject({ code: 'bad-transaction' });
      await expect(pay()).rejects.toMatchObject({ code: 'bad-transaction' });
      expect(payments.size).toBe(0);
      story({ payments, chain, refused: asked[0], events });
    } finally {
      await buyer.stop();
    }
  }

  const paid = { event: 'payment', state: 'paid', wasRefused: true };

  it('a refused payment does not keep its coins, and is told as paid if it is minted', async () => {
    await withRefused(({ payments, chain, refused, events }) => {
      appendBlock(chain, mined(tip(chain), refused), Date.now());
      payments.review();
      payments.review();
      expect(events.slice(2)).toMatchObject([{ ...paid, id: refused.id }]);
      expect(payments.size).toBe(1);
      for (const block of minedBlocks(tip(chain), 6, BOB)) appendBlock(chain, block, Date.now());
      payments.review();
      expect(events.slice(3)).toMatchObject([{ state: 'settled', id: refused.id }]);
      expect(payments.size).toBe(0);
    });
  });

  it('people read that a refused payment is on the chain', async () => {
    await withRefused(({ payments, chain, refused, events }) => {
      appendBlock(chain, mined(tip(chain), refused), Date.now());
      payments.review();
      const explain = (): string => '';
      const last = events[2];
      expect(tellEvent(last, () => 'bob', explain)).toMatch(/is on the chain, although/);
      const news = new News(() => {});
      news.event('alice', last, { explain } as unknown as Program);
      expect(news.take().join()).toContain('was refused, but is on the chain now');
    });
  });
});

describe('the fetches of blocks', () => {
  const genesis = genesisBlock();

  const junk = (): { hash: string } => ({ hash: randomBytes(32).toString('hex') });
  const pageOf = (blocks: readonly Block[], from: number, limit: number): object => ({
    ...{ type: 'chain', blocks: blocks.slice(from, from + limit) },
    height: blocks.length - 1,
  });

  /** Starts a peer whose chain claims more blocks than it sends. */
  const claimer = (blocks: readonly Block[], lies: Lies): Promise<ScriptedPeer> =>
    ScriptedPeer.start('claimer', blocks, {
      getStatus: (_request, honest) => ({ ...honest, work: 10 ** 9, height: 10 ** 6 }),
      ...lies,
    });

  async function withFetcher(
    lies: Lies,
    story: (parts: {
      fetcher: Fetcher;
      peers: PeerBook;
      liar: ScriptedPeer;
      chain: Chain;
      errors: unknown[];
      /** For each adoption, the turn of the event loop. */
      adoptedAt: number[];
    }) => Promise<void>,
  ): Promise<void> {
    const chain = createChain(genesis);
    const errors: unknown[] = [];
    const adoptedAt: number[] = [];
    let turn = 0;
    let turning = setImmediate(function next() {
      turn++;
      turning = setImmediate(next);
    });
    const liar = await claimer([genesis], lies);
    const contacts = new Contacts({
      self: { name: 'carol', address: CAROL.address, host: '127.0.0.1', port: 1 },
      genesis: genesis.hash,
      livingMs: 60_000,
      client: { timeoutMs: 20_000 },
      onPeer: () => {},
    });
    const fetcher = new Fetcher({
      chain,
      contacts,
      now: () => Date.now(),
      onAdopted: () => adoptedAt.push(turn),
      onError: (error) => errors.push(error),
    });
    try {
      await story({ fetcher, peers: contacts.peers, liar, chain, errors, adoptedAt });
    } finally {
      clearImmediate(turning);
      await liar.stop();
    }
  }

  it('a user that claims work and brings no block is not useful, and waits longer', async () => {
    await withFetcher(
      { getChain: () => ({ type: 'chain', blocks: [], height: 10 ** 6 }) },
      async ({ fetcher, peers, liar }) => {
        await fetcher.fetch(liar);
        expect(peers.isUseful(liar)).toBe(false);
        expect(peers.paused()).toHaveLength(1);
      },
    );
  });

  it('a user that sends our own blocks back gains no time', async () => {
    let pages = 0;
    const own = (): object => ({ type: 'chain', blocks: [genesis], height: 10 ** 6 });
    await withFetcher({ getChain: () => (pages++, own()) }, async ({ fetcher, peers, liar }) => {
      await fetcher.fetch(liar);
      expect(pages).toBeLessThanOrEqual(4);
      expect(peers.isUseful(liar)).toBe(false);
    });
  });

  it.each<[string, () => object[]]>([
    ['objects with new hashes', () => Array.from({ length: 500 }, () => junk())],
    ['one block and then junk', () => [genesis, ...Array.from({ length: 499 }, () => junk())]],
    ['a false genesis block', () => [{ ...genesis, hash: junk().hash }]],
  ])('junk gains no time, and the user is not useful any more: %s', async (_what, page) => {
    const pages: unknown[] = [];
    const getChain: Lies['getChain'] = (request) => {
      pages.push(request);
      return { type: 'chain', blocks: page(), height: 10 ** 6 };
    };
    await withFetcher({ getChain }, async ({ fetcher, peers, liar }) => {
      peers.learn(liar.peer, false);
      peers.wasUsefulAt(liar);
      await fetcher.fetch(liar);
      expect(pages).toHaveLength(1);
      expect(peers.isUseful(liar)).toBe(false);
      expect(peers.paused()).toHaveLength(1);
    });
  });

  it('a page that is larger than asked is refused, even if all blocks are valid', async () => {
    const blocks = [genesis, ...minedBlocks(genesis, 3, BOB)];
    await withFetcher(
      { getChain: () => ({ type: 'chain', blocks, height: 3 }) },
      async ({ fetcher, liar, chain }) => {
        await fetcher.fetch(liar);
        expect(tip(chain)).toBe(chain.blocks[0]);
        expect(liar.asked.get('getChain')).toBe(1);
      },
    );
  });

  it('one user gets no second fetch beside its slow one, and others begin beside it', async () => {
    await withFetcher({ getChain: () => 'silence' }, async ({ fetcher, peers, liar, chain }) => {
      const blocks = [genesis, ...minedBlocks(genesis, 3, BOB)];
      const bob = await ScriptedPeer.start('bob', blocks);
      try {
        for (const { peer } of [liar, bob]) {
          peers.learn(peer, false);
          peers.wasUsefulAt(peer);
        }
        fetcher.fetchLater(liar);
        await new Changes().until('the liar is asked', () => liar.asked.has('getChain'));
        fetcher.fetchLater(liar);
        fetcher.fetchLater(bob);
        await new Changes().until('the blocks are here', () => tip(chain).index === 3);
        expect(liar.unanswered.size).toBe(1);
        expect(liar.asked.get('getStatus')).toBe(1);
      } finally {
        await bob.stop();
      }
    });
  });

  it('an invalid long branch never undoes our blocks, and is not tried again', async () => {
    const ours = minedBlocks(genesis, 50, ALICE);
    const valid = minedBlocks(genesis, 50, BOB);
    // Only the last block gives the branch more work. It spends coins that carol does not have.
    const broken = mined(valid[49], payment(CAROL, BOB, 1, genesis));
    const blocks = [genesis, ...valid, broken];
    await withFetcher(
      { getChain: ({ from, limit }) => pageOf(blocks, from, limit) },
      async ({ fetcher, liar, chain, errors }) => {
        for (const block of ours) appendBlock(chain, block, Date.now());
        const undone = jest.spyOn(chain.heights, 'delete');
        const tried = jest.spyOn(trials, 'tryBranch');
        await fetcher.fetch(liar);
        await fetcher.fetch(liar);
        expect(errors.map((error) => (error as Refusal).code)).toEqual([
          'insufficient-funds',
          'insufficient-funds',
        ]);
        expect(undone).not.toHaveBeenCalled();
        expect(tried).toHaveBeenCalledTimes(1);
        tried.mockRestore();
        expect(tip(chain)).toEqual(ours[49]);
      },
    );
  });

  it('a page with many payments is taken over in pieces, and others work in between', async () => {
    const blocks = [genesis, mined(genesis, coin(ALICE))];
    for (let i = 0; i < 99; i++) {
      blocks.push(mined(blocks[i + 1], payment(ALICE, BOB, 1, genesis)));
    }
    await withFetcher(
      { getChain: ({ from, limit }) => pageOf(blocks, from, limit) },
      async ({ fetcher, liar, chain, adoptedAt }) => {
        await fetcher.fetch(liar);
        expect(tip(chain)).toEqual(blocks[100]);
        expect(liar.asked.get('getChain')).toBe(2);
        expect(new Set(adoptedAt).size).toBeGreaterThan(2);
      },
    );
  });

  /** Starts useful users that do not answer. */
  async function startSlow(count: number, peers: PeerBook): Promise<ScriptedPeer[]> {
    const users = await Promise.all(
      Array.from({ length: count }, () =>
        ScriptedPeer.start('slow', [genesis], { getStatus: () => 'silence' }),
      ),
    );
    for (const user of users) {
      peers.learn(user.peer, false);
      peers.wasUsefulAt(user);
    }
    return users;
  }

  it('a useful user does not wait for many useful users that answer slowly', async () => {
    await withFetcher({}, async ({ fetcher, peers, chain }) => {
      const slow = await startSlow(20, peers);
      const bob = await ScriptedPeer.start('bob', [genesis, ...minedBlocks(genesis, 3, BOB)]);
      try {
        peers.learn(bob.peer, false);
        peers.wasUsefulAt(bob);
        for (const user of [...slow, bob]) fetcher.fetchLater(user);
        await new Changes().until('the blocks are here', () => tip(chain).index === 3);
        expect(slow.filter(({ unanswered }) => unanswered.size === 0)).toEqual([]);
      } finally {
        await Promise.all([bob, ...slow].map((user) => user.stop()));
      }
    });
  });

  it('a user that had nothing new comes after the others, until it brings a block', async () => {
    await withFetcher({}, async ({ fetcher, peers }) => {
      const visit = jest.spyOn(Contacts.prototype, 'visit');
      const users = await startSlow(12, peers);
      const [vain, ...others] = users;
      try {
        const { lies } = vain;
        vain.lies = {};
        await fetcher.fetch(vain);
        vain.lies = lies;
        visit.mockClear();
        for (const user of users) fetcher.fetchLater(user);
        await new Changes().until('all are visited', () => visit.mock.calls.length === 12);
        expect(visit.mock.calls.map(([user]) => user)).toEqual([...others, vain]);
        expect(peers.fruitlessAt(vain)).toBe(1);
        peers.wasUsefulAt(vain);
        expect(peers.fruitlessAt(vain)).toBe(0);
      } finally {
        visit.mockRestore();
        await Promise.all(users.map((user) => user.stop()));
      }
    });
  });

  it('a useful user does not wait for a user that never answers', async () => {
    await withFetcher({ getChain: () => 'silence' }, async ({ fetcher, peers, liar, chain }) => {
      const blocks = [genesis, ...minedBlocks(genesis, 3, BOB)];
      const bob = await ScriptedPeer.start('bob', blocks);
      try {
        peers.learn(bob.peer, false);
        peers.wasUsefulAt(bob);
        fetcher.fetchLater(liar);
        await new Changes().until('the liar is asked', () => liar.asked.has('getChain'));
        fetcher.fetchLater(bob);
        await new Changes().until('the blocks are here', () => tip(chain).index === 3);
        expect(liar.unanswered.size).toBe(1);
      } finally {
        await bob.stop();
      }
    });
  });
});

it.each([
  ['{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000), 'too-large'],
  ['['.repeat(17) + ']'.repeat(17), 'too-large'],
  [JSON.stringify({ type: 'getStatus', more: '[{\\"'.repeat(1000) }), undefined],
])('a message that is too deep is refused before it is parsed', async (text, code) => {
  await withNetwork(async (network) => {
    const alice = await network.add('alice');
    const socket = connect({ ...endpointOf(alice), allowHalfOpen: true });
    socket.end(text);
    const answer = JSON.parse((await socket.toArray()).join('')) as Record<string, unknown>;
    expect(answer.code).toBe(code);
  });
});

it('only a block that is new to us counts as hearing its announcer', async () => {
  const genesis = genesisBlock();
  const chain = createChain(genesis);
  const self = { name: 'carol', address: CAROL.address, host: '127.0.0.1', port: 1 };
  const contacts = new Contacts({
    ...{ self, genesis: genesis.hash, livingMs: 60_000, client: {}, onPeer: () => {} },
  });
  const nothing = (): void => {};
  const user = {
    ...{ address: CAROL.address, chain, pending: [], now: () => Date.now() },
    ...{ chainChanged: nothing, pendingChanged: nothing, fetchLater: nothing },
  };
  const tools = {
    ...{ user, contacts, prove: () => '' },
    heard: new Heard(() => undefined, Date.now, genesis.difficulty),
    reporter: new Reporter(nothing, new AbortController().signal),
  };
  const bob = { name: 'bob', address: BOB.address, host: '127.0.0.1', port: 6001 };
  contacts.peers.learn(bob, true);
  contacts.peers.failed(bob.address);
  const announce = (block: Block): Promise<unknown> =>
    answerRequest(
      { type: 'block', block, port: bob.port },
      { senderHost: bob.host, end: self },
      tools,
    );
  const block = mined(genesis, coin(BOB));
  appendBlock(chain, block, Date.now());
  for (const known of [genesis, block]) {
    expect(await announce(known)).toEqual({ type: 'ok' });
    expect(contacts.peers.paused()).toEqual([bob]);
  }
  expect(await announce(mined(block, coin(BOB)))).toEqual({ type: 'ok' });
  expect(contacts.peers.paused()).toEqual([]);
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
