import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { genesisBlock, minedBlocks, ALICE } from '../../tests/support/blocks';
import { Picture } from '../observer/Picture';
import type { Explorer } from '../server/Explorer';
import { UpdateStream } from '../server/UpdateStream';
import { Events } from './support/Events';
import { ScriptedPeer } from '../../grader/network/users/ScriptedPeer';
import { ask, head, PAGE, startExplorer } from './support/Web';
import { bundlePage } from '../server/bundlePage';

/** The maximum size of a compressed file of the page, in bytes. */
const MAX_SCRIPT_BYTES = 250_000;

describe('the server', () => {
  let explorer: Explorer;
  let port: string;

  beforeAll(async () => {
    explorer = await startExplorer();
    ({ port } = new URL(explorer.url));
  });

  afterAll(() => explorer.stop());

  const statusOf = async (
    headers: Record<string, string>,
    path = '/page.js',
    method = 'GET',
  ): Promise<number> => {
    const response = await head(explorer.url, { headers, path, method });
    response.destroy();
    return response.statusCode ?? 0;
  };

  it('the server serves the page, and each compressed file is below the size limit', async () => {
    const files = [
      ['/', 'text/html'],
      ['/page.js', 'text/javascript'],
      ['/minerWorker.js', 'text/javascript'],
      ['/streamWorker.js', 'text/javascript'],
      ['/page.css', 'text/css'],
    ];
    for (const [path, type] of files) {
      const plain = await ask(explorer.url, { path });
      const headers = { 'accept-encoding': 'gzip, br' };
      const zipped = await ask(explorer.url, { path, headers });
      expect([plain.status, plain.headers['content-type']]).toEqual([
        200,
        `${type}; charset=utf-8`,
      ]);
      expect(zipped.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
      expect(zipped.body.length).toBeLessThan(MAX_SCRIPT_BYTES);
      const only = await ask(explorer.url, { path, method: 'HEAD' });
      expect([only.status, only.body.length]).toEqual([200, 0]);
      const known = { 'if-none-match': plain.headers.etag ?? '' };
      expect((await ask(explorer.url, { path, headers: known })).status).toBe(304);
    }
  });

  it.each(['/', '/page.js', '/updates', '/nothing'])(
    'the server sends the security headers with %s',
    async (path) => {
      const response = await head(explorer.url, { path });
      response.destroy();
      const { headers } = response;
      const policy = String(headers['content-security-policy']).split('; ').sort();
      expect(policy).toEqual([
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "script-src 'self'",
        "style-src 'self'",
        "worker-src 'self'",
      ]);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    },
  );

  it('the server accepts only requests to a name of this machine', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
      expect([name, await statusOf({ host: `${name}:${port}` })]).toEqual([name, 200]);
    }
    const others = ['evil.example', '127.0.0.1.evil.example', '192.168.1.7', '', 'a@127.0.0.1'];
    for (const name of others) {
      expect([name, await statusOf({ host: `${name}:${port}` })]).toEqual([name, 421]);
    }
    expect(await statusOf({ host: '127.0.0.1:1' })).toBe(421);
    expect(await statusOf({ host: '127.0.0.1' })).toBe(421);
    expect(await statusOf({ host: `evil.example:${port}` }, '/updates')).toBe(421);
  });

  it('the server refuses requests from other pages', async () => {
    const own = `http://127.0.0.1:${port}`;
    expect(await statusOf({ origin: own }, '/updates')).toBe(200);
    const others = ['http://evil.example', 'null', 'https://127.0.0.1', `http://localhost:${port}`];
    for (const origin of others) {
      expect([origin, await statusOf({ origin }, '/updates')]).toEqual([origin, 403]);
    }
    for (const site of ['cross-site', 'same-site', 'nonsense']) {
      expect(await statusOf({ 'sec-fetch-site': site }, '/updates')).toBe(403);
    }
    for (const site of ['same-origin', 'none']) {
      expect(await statusOf({ 'sec-fetch-site': site }, '/updates')).toBe(200);
    }
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect(await statusOf(link, '/')).toBe(200);
    expect(await statusOf({ ...link, 'sec-fetch-dest': 'iframe' }, '/')).toBe(403);
  });

  it('the server accepts only the methods GET and HEAD', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      const { status, headers } = await ask(explorer.url, { method });
      expect([method, status, headers.allow]).toEqual([method, 405, 'GET, HEAD']);
    }
  });

  it.each(['/nothing', '/page.js/', '/../package.json', '/%2e%2e/package.json', '//', '/page.tsx'])(
    'the server has no file at %s',
    async (path) => expect((await ask(explorer.url, { path })).status).toBe(404),
  );

  it.each([
    ['bytes that are not a request', '\0\u0001\u0002\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['endless headers', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n`, /^HTTP\/1\.1 431 /],
  ])('the server answers the next request after %s', async (_what, text, answer) => {
    const socket = connect(Number(port), '127.0.0.1');
    let got = '';
    socket.on('data', (data) => (got += data)).on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(text);
    await closed;
    expect(got).toMatch(answer);
    expect(await statusOf({})).toBe(200);
  });

  it('a server on 0.0.0.0 accepts requests to an address, but refuses requests to a name', async () => {
    const open = await startExplorer([], '0.0.0.0');
    try {
      const at = new URL(open.url).port;
      const ask4 = async (host: string): Promise<number | undefined> => {
        const response = await head(open.url, { headers: { host: `${host}:${at}` } });
        response.destroy();
        return response.statusCode;
      };
      expect(await ask4('192.168.1.7')).toBe(200);
      expect(await ask4('[fe80::1]')).toBe(200);
      expect(await ask4('evil.example')).toBe(421);
    } finally {
      await open.stop();
    }
  });
});

it('bundlePage reports a missing page', async () => {
  await expect(bundlePage(`${PAGE}/nowhere`)).rejects.toThrow('page.tsx is missing');
});

it('each page first gets all known data in order, and then each change', async () => {
  const genesis = genesisBlock();
  const blocks = [genesis, ...minedBlocks(genesis, 1200, ALICE)];
  const peer = await ScriptedPeer.start('alice', blocks);
  const explorer = await startExplorer([peer]);
  try {
    const early = await Events.of(explorer.url);
    await early.until(() => early.named('blocks').flat().length === 1201);
    const late = await Events.of(explorer.url);
    await late.until(() => late.named('users').length > 0);
    expect(late.all.map(({ name }) => name)).toEqual([
      'network',
      'blocks',
      'blocks',
      'blocks',
      'users',
    ]);
    const more = minedBlocks(blocks[1200], 1, ALICE);
    peer.blocks = [...blocks, ...more];
    for (const events of [early, late]) {
      await events.until(() => events.named('users').at(-1)?.[0]?.tip === more[0].hash);
      const told = events.named('blocks').flat();
      const seenAt = expect.any(Number) as number;
      expect(told).toEqual([...blocks, ...more].map((block) => ({ block, seenAt, code: null })));
      expect(events.named('network')).toEqual([
        { genesis: genesis.hash, difficulty: 4, reward: 100, begunAt: expect.any(Number) },
      ]);
      events.close();
    }
  } finally {
    await explorer.stop();
    await peer.stop();
  }
});

it('a page loads beside many unread streams and idle connections', async () => {
  const genesis = genesisBlock();
  const peer = await ScriptedPeer.start('alice', [genesis]);
  const explorer = await startExplorer([peer]);
  const { hostname, port } = new URL(explorer.url);
  const sockets: Socket[] = [];
  const open = async (count: number, request: string): Promise<void> => {
    const opened = Array.from({ length: count }, () => connect(Number(port), hostname).pause());
    for (const socket of opened) socket.on('error', () => undefined);
    await Promise.all(opened.map((socket) => once(socket, 'connect')));
    for (const socket of opened) socket.write(request);
    sockets.push(...opened);
  };
  try {
    for (let round = 0; round < 3; round++) {
      await open(40, `GET /updates HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
      await open(140, '');
      const page = await ask(explorer.url, { path: '/' });
      expect(page.status).toBe(200);
      const events = await Events.of(explorer.url);
      await events.until(() => events.named('users').length > 0);
      events.close();
    }
  } finally {
    for (const socket of sockets) socket.destroy();
    await explorer.stop();
    await peer.stop();
  }
});

it('the stream disconnects a page that reads nothing, and stores no data for this page', async () => {
  const picture = new Picture(genesisBlock(), () => {});
  const stream = new UpdateStream(() => picture, picture.faults, 200);
  const responses: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    responses.push(response);
    stream.add(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  try {
    const slow = connect(port, '127.0.0.1').pause();
    slow.on('error', () => {});
    slow.write('GET /updates HTTP/1.1\r\nHost: x\r\n\r\n');
    const quick = await Events.of(url);
    let at = picture.tree.genesis;
    let most = 0;
    // These blocks are about 60 MB. The buffers of the system are much smaller.
    while (stream.size === 2 && picture.tree.blocks.length < 100_000) {
      for (const block of minedBlocks(at.block, 500, ALICE)) {
        at = picture.tree.add(block, at, ALICE.address, Date.now());
      }
      for (const response of responses) {
        most = Math.max(most, response.writableLength);
      }
      stream.sendSoon();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(stream.size).toBe(1);
    // One event of 500 blocks is smaller than this limit.
    expect(most).toBeLessThan(1024 * 1024);
    await quick.until(() => quick.named('blocks').flat().length === picture.tree.blocks.length);
    quick.close();
    slow.destroy();
  } finally {
    stream.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
