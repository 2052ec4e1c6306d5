import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { Refusal } from '../../solution/supplied/Refusal';
import { ConnectionLost } from '../../solution/supplied/wire/ConnectionLost';
import { Reporter } from '../../solution/supplied/user/Reporter';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import { parseReply } from '../../solution/supplied/wire/messages';
import { Turns } from '../../solution/supplied/wire/Turns';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import { ask, endpointOf, TestNetwork } from '../support/TestNetwork';
import { tcpClient, tcpServer } from '../../solution/supplied/wire/tcp';
import type { TcpServer } from '../../solution/supplied/wire/tcp';
import type { Endpoint } from '../../solution/supplied/types';

/** Sends bytes, piece by piece. Returns the whole answer. */
async function exchange(
  to: Endpoint,
  pieces: readonly (string | Buffer)[],
  end = true,
): Promise<string> {
  const socket = connect({ ...to, allowHalfOpen: true });
  socket.setNoDelay(true);
  let got = '';
  socket.on('data', (data) => (got += data));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  socket.once('end', () => socket.end());
  for (const piece of pieces) {
    if (socket.destroyed) break;
    await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
  }
  if (end) socket.end();
  await closed;
  return got;
}

const parsed = async (answer: Promise<string>): Promise<Record<string, unknown>> =>
  JSON.parse(await answer) as Record<string, unknown>;

describe('a server', () => {
  let server: TcpServer;
  const errors: unknown[] = [];

  beforeAll(async () => {
    server = await tcpServer({
      host: '127.0.0.1',
      port: 0,
      handle: (message) => ({ type: 'echo', message }),
      onError: (error) => errors.push(error),
    });
  });

  afterAll(async () => {
    await server.close();
    expect(errors).toEqual([]);
  });

  const message = JSON.stringify({ type: 'hello', name: 'Zoë 漢字 🪙' });
  const bytes = Buffer.from(message);

  it('a server reads a message that is cut at any byte, even inside a character', async () => {
    const cuts = Array.from({ length: bytes.length - 1 }, (_, i) => i + 1);
    const answers = await Promise.all(
      cuts.map((cut) => parsed(exchange(server, [bytes.subarray(0, cut), bytes.subarray(cut)]))),
    );
    for (const answer of answers)
      expect(answer).toEqual({ type: 'echo', message: JSON.parse(message) });
  });

  it('a server reads a message that comes byte by byte', async () => {
    const single = [...bytes].map((byte) => Buffer.from([byte]));
    expect(await parsed(exchange(server, single))).toMatchObject({ message: JSON.parse(message) });
  });

  it.each<[string, string, Buffer | string]>([
    ['a byte that is not UTF-8', 'bad-json', Buffer.from([0xff])],
    ['half a character', 'bad-json', bytes.subarray(0, bytes.indexOf(0xc3) + 1)],
    ['half a message', 'bad-json', message.slice(0, 9)],
    ['two messages', 'bad-json', message + message],
    ['words', 'bad-json', 'GET / HTTP/1.1'],
    ['more than 1 MiB', 'too-large', 'x'.repeat(1024 * 1024 + 1)],
  ])('a server answers %s with %s', async (_what, code, sent) => {
    expect(await parsed(exchange(server, [sent]))).toMatchObject({ type: 'rejected', code });
  });

  it('a server answers a client that sends too much, and does not read everything', async () => {
    const flood = Array.from({ length: 64 }, () => Buffer.alloc(256 * 1024, 'x'));
    expect(await parsed(exchange(server, flood))).toMatchObject({ code: 'too-large' });
  });

  it('a server stops waiting for a client that never ends its message', async () => {
    const impatient = await tcpServer({
      host: '127.0.0.1',
      port: 0,
      timeoutMs: 100,
      handle: (received) => ({ type: 'echo', received }),
      onError: (error) => errors.push(error),
    });
    const answer = parsed(exchange(impatient, ['{"type":'], false));
    expect(await answer).toMatchObject({ code: 'too-slow' });
    await impatient.close();
  });

  it('a server goes on after connections that send nothing or break', async () => {
    expect(await exchange(server, [])).toBe('');
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, server.host, () => {
        socket.write('{"type"', () => socket.resetAndDestroy());
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve());
    });
    expect(await tcpClient(server, { type: 'x' })).toMatchObject({ type: 'echo' });
  });

  it('a server with many idle connections answers, and ends the one that is idle longest', async () => {
    const idle: Socket[] = [];
    const ended: number[] = [];
    // More than the maximum, so some must have made way before.
    for (let i = 0; i < 600; i++) {
      const socket = connect({ ...server });
      socket
        .resume()
        .on('error', () => {})
        .once('close', () => ended.push(i));
      idle.push(socket);
      if (i % 100 === 0) expect(await tcpClient(server, { type: 'x' })).toMatchObject(ECHO);
    }
    expect(await tcpClient(server, { type: 'x' })).toMatchObject(ECHO);
    const waiting = idle.map((socket) => socket.closed || once(socket, 'close'));
    expect(await tcpClient(server, { type: 'x' })).toMatchObject(ECHO);
    await Promise.all(waiting);
    expect(ended.slice(0, 50)).toEqual([...ended.slice(0, 50)].sort((one, other) => one - other));
  });

  it('a server closes a connection without a byte after a second', async () => {
    const socket = connect({ ...server }).resume();
    const begun = performance.now();
    await once(socket, 'close');
    expect(performance.now() - begun).toBeLessThan(4000);
  });

  it('a server refuses a message that is dear to parse, and closes the connection', async () => {
    const dear = `[${'[],'.repeat(300_000)}[]]`;
    expect(await parsed(exchange(server, [dear]))).toMatchObject({ code: 'too-large' });
  });
});

const ECHO = { type: 'echo' };

describe('turns', () => {
  /** Counts the turns of the event loop while a story runs. */
  async function countingTurns(story: (turn: () => number) => Promise<void>): Promise<void> {
    let turn = 0;
    let next = setImmediate(function count() {
      turn++;
      next = setImmediate(count);
    });
    await story(() => turn).finally(() => clearImmediate(next));
  }

  it('a server works on one message in each turn of the event loop', async () => {
    await countingTurns(async (turn) => {
      const turns: number[] = [];
      const busy = await tcpServer({
        host: '127.0.0.1',
        port: 0,
        handle: () => (turns.push(turn()), ECHO),
        onError: () => {},
      });
      const answers = Array.from({ length: 100 }, () => tcpClient(busy, { type: 'x' }));
      expect(await Promise.all(answers)).toEqual(answers.map(() => ECHO));
      expect(new Set(turns).size).toBe(100);
      await busy.close();
    });
  });

  it('hosts take turns, so a host with many messages delays the others by one', async () => {
    await countingTurns(async (turn) => {
      const turns = new Turns();
      const begun: [string, number][] = [];
      const hosts = ['many', 'many', 'many', 'few', 'many', 'few', 'one'];
      await Promise.all(
        hosts.map(async (host) => {
          await turns.next(host);
          begun.push([host, turn()]);
        }),
      );
      const order = ['many', 'few', 'one', 'many', 'few', 'many', 'many'];
      expect(begun.map(([host]) => host)).toEqual(order);
      expect(new Set(begun.map(([, at]) => at)).size).toBe(order.length);
    });
  });

  it('after a long piece of work, others can connect before the next one', async () => {
    await countingTurns(async (turn) => {
      const turns = new Turns();
      const begun: number[] = [];
      const work = async (): Promise<void> => {
        await turns.next('many');
        begun.push(turn());
        const later = performance.now() + 50;
        jest.spyOn(performance, 'now').mockReturnValue(later);
      };
      await Promise.all([work(), work()]).finally(() => jest.restoreAllMocks());
      expect(begun[1] - begun[0]).toBeGreaterThan(30);
    });
  });

  describe('an answer', () => {
    let server: TcpServer;
    /** The host of each turn: first for the request, then for the answer. */
    let turns: string[];
    /** Called when an answer waits for its turn. */
    let onWaiting: () => void;
    const options = { host: '127.0.0.1', port: 0, handle: () => ECHO, onError: () => {} };

    beforeEach(async () => {
      turns = [];
      onWaiting = () => {};
      server = await tcpServer(options);
      jest.spyOn(Turns.prototype, 'next').mockImplementation(async (host) => {
        if (turns.push(host) % 2 === 0) onWaiting();
      });
    });

    afterEach(async () => {
      jest.restoreAllMocks();
      await server.close();
    });

    it('the answers from all ports of a host share the turns of this host', async () => {
      const second = await tcpServer(options);
      for (const to of [server, second]) await tcpClient(to, ECHO);
      await second.close();
      expect(turns).toEqual(Array(4).fill('127.0.0.1'));
    });

    it('an answer is not parsed if we do not wait for it any more', async () => {
      const stopping = new AbortController();
      onWaiting = () => stopping.abort();
      const asked = tcpClient(server, ECHO, { signal: stopping.signal });
      await expect(asked).rejects.toBeInstanceOf(ConnectionLost);
    });

    it('an answer is not parsed after the time limit', async () => {
      onWaiting = () => {
        const later = performance.now() + 60_000;
        jest.spyOn(performance, 'now').mockReturnValue(later);
      };
      await expect(tcpClient(server, ECHO)).rejects.toMatchObject({ code: 'too-slow' });
    });
  });
});

it('a user does not read a long answer to its block', async () => {
  const network = new TestNetwork({ messageTimeoutMs: 600_000 });
  const liar = await ScriptedPeer.start('liar', [], {
    block: (_request, _honest, socket) => {
      socket.write(`{"type":"ok","more":"${'a'.repeat(5000)}`);
      // The spaces that follow show when the user closes the connection.
      return 'drip';
    },
  });
  try {
    const alice = await network.add('alice');
    liar.blocks = (await alice.call('view', 9)).blocks;
    const hello = { type: 'hello', protocol: 1, name: 'liar', address: liar.address };
    await ask(alice, { ...hello, port: liar.port });
    await network.until(async () => (await alice.call('status')).peers.length === 1);
    await network.mineOn(alice, 1);
    await network.until(() => liar.asked.has('block') && liar.unanswered.size === 0);
    expect(network.failures).toEqual([]);
  } finally {
    await liar.stop();
    await network.stop();
  }
});

describe('a client', () => {
  it('a client stops waiting for a server that never answers', async () => {
    const mute = await tcpServer({
      host: '127.0.0.1',
      port: 0,
      timeoutMs: 200,
      handle: () => new Promise(() => {}),
      onError: () => {},
    });
    await expect(tcpClient(mute, { type: 'x' }, { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'too-slow',
    });
    await mute.close();
  });

  it('a client refuses an answer that is too large', async () => {
    const verbose = await tcpServer({
      host: '127.0.0.1',
      port: 0,
      handle: () => ({ text: 'x'.repeat(2 ** 21) }),
      onError: () => {},
    });
    await expect(tcpClient(verbose, { type: 'x' })).rejects.toMatchObject({ code: 'too-large' });
    await verbose.close();
  });
});

describe('a user', () => {
  const network = new TestNetwork();
  let to: Endpoint;

  beforeAll(async () => {
    to = endpointOf(await network.add('alice'));
  });

  afterAll(async () => {
    await network.stop();
    expect(network.failures).toEqual([]);
  });

  const evil = '{"__proto__":{"type":"getStatus"}}';
  it.each<[string, string, string]>([
    ['an empty object', 'bad-shape', '{}'],
    ['null', 'bad-shape', 'null'],
    ['a list', 'bad-shape', '[]'],
    ['a number', 'bad-shape', '1e999'],
    ['an inherited type', 'bad-shape', evil],
    ['a type that is not a string', 'bad-shape', '{"type":{"toString":"x"}}'],
    ['an unknown type', 'unknown-type', '{"type":"constructor"}'],
    ['a chain from below', 'bad-shape', '{"type":"getChain","from":-1,"limit":1}'],
    ['a chain of a fraction', 'bad-shape', '{"type":"getChain","from":0.5,"limit":1}'],
    ['a block of nothing', 'bad-shape', '{"type":"block"}'],
    ['a block from nowhere', 'bad-shape', '{"type":"block","block":{},"port":70000}'],
    [
      'a name with an escape',
      'bad-shape',
      `{"type":"hello","protocol":1,"name":"\\u001b[2J","address":"${'a'.repeat(64)}","port":1}`,
    ],
    ['a malformed challenge', 'bad-shape', '{"type":"getStatus","challenge":"zz"}'],
    ['an empty challenge', 'bad-shape', '{"type":"getStatus","challenge":null}'],
    ['messages from below', 'bad-shape', '{"type":"getStatus","heardAfter":-1}'],
    ['peers up to a fraction', 'bad-shape', '{"type":"getPeers","limit":1.5}'],
    ['another version, whatever else', 'bad-version', '{"type":"hello","protocol":2}'],
    ['no version', 'bad-version', '{"type":"hello"}'],
    ['a text as version', 'bad-version', '{"type":"hello","protocol":"1"}'],
    ['a fraction as version', 'bad-version', '{"type":"hello","protocol":1.5}'],
    ['a version from below', 'bad-version', '{"type":"hello","protocol":-1}'],
    ['a chain from minus zero', 'bad-shape', '{"type":"getChain","from":-0,"limit":1}'],
    ['a chain of minus zero', 'bad-shape', '{"type":"getChain","from":0,"limit":-0}'],
    [
      'an address of small order',
      'bad-shape',
      `{"type":"hello","protocol":1,"name":"x","address":"01${'0'.repeat(62)}","port":1}`,
    ],
    ['a deep nest', 'too-large', `{"type":"block","block":${'['.repeat(5000)}${']'.repeat(5000)}}`],
  ])('a user answers %s with %s and goes on', async (_what, code, sent) => {
    expect(await parsed(exchange(to, [sent]))).toMatchObject({ type: 'rejected', code });
    expect(await tcpClient(to, { type: 'getStatus', extra: 'ignored' })).toMatchObject({
      height: 0,
    });
  });

  it('a user sends at most 500 blocks in one reply', async () => {
    const answer = await tcpClient(to, { type: 'getChain', from: 0, limit: 1e9 });
    expect(answer).toMatchObject({ type: 'chain', height: 0 });
  });
});

it('texts of other users cannot control a terminal', () => {
  const reply = parseReply({ type: 'rejected', code: 'busy', reason: '\u001b[2J\u202eno\n' });
  expect(reply).toEqual({ type: 'rejected', code: 'busy', reason: '·[2J·no·' });
  const reported: UserEvent[] = [];
  const reporter = new Reporter((event) => reported.push(event), new AbortController().signal);
  reporter.refused({ type: '\u001b[2Jdone' }, new Refusal('unknown-type'));
  expect(reported).toMatchObject([{ what: '·[2Jdone' }]);
});

it('a user reports few of the events that others cause, and then how many more there were', async () => {
  const network = new TestNetwork({ gossipMs: 600_000 });
  const sent = 60;
  const liars = await Promise.all(
    Array.from({ length: sent }, () => ScriptedPeer.start('liar', [])),
  );
  try {
    const alice = await network.add('alice');
    const { blocks } = await alice.call('view', 9);
    for (const liar of liars) liar.blocks = blocks;
    for (const { address, port } of liars) {
      await ask(alice, { type: 'hello', protocol: 1, name: 'liar', address, port });
    }
    await network.until(async () => (await alice.call('status')).peers.length === sent);
    const events = network.events.get(alice) ?? [];
    const reported = (): number => events.filter(({ event }) => event === 'peer').length;
    const leftOut = (): number =>
      events.reduce((sum, event) => sum + (event.event === 'more' ? event.count : 0), 0);
    await network.until(() => reported() + leftOut() === sent);
    expect(network.failures).toEqual([]);
  } finally {
    await Promise.all(liars.map((liar) => liar.stop()));
    await network.stop();
  }
});

it('in one second, at most 20 new users are reported', () => {
  jest.useFakeTimers();
  try {
    const reported: UserEvent[] = [];
    const reporter = new Reporter((event) => reported.push(event), new AbortController().signal);
    const meet = (count: number): void => {
      for (let i = 0; i < count; i++) {
        reporter.frequent({ event: 'peer', name: 'x', address: `${i}`, host: 'h', port: 1 });
      }
    };
    meet(220);
    expect(reported).toHaveLength(20);
    jest.advanceTimersByTime(1000);
    expect(reported.slice(20)).toEqual([{ event: 'more', what: 'peer', count: 200 }]);
    meet(20);
    expect(reported).toHaveLength(41);
  } finally {
    jest.useRealTimers();
  }
});
