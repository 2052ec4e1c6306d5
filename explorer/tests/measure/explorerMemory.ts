// Measures whether the explorer's memory grows:
// node --expose-gc workshop/commands/launch.js explorer/tests/measure/explorerMemory.ts [SECONDS]
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { coin, genesisBlock, mined, ALICE, BOB } from '../../../tests/support/blocks';
import { DEFAULT_OBSERVER_OPTIONS } from '../../observer/ObserverOptions';
import { bundlePage } from '../../server/bundlePage';
import { Explorer } from '../../server/Explorer';
import { ScriptedPeer } from '../../../grader/network/users/ScriptedPeer';
import { runMeasurement } from './runMeasurement';

const USAGE = `Measures whether the explorer's memory grows.

  node --expose-gc workshop/commands/launch.js explorer/tests/measure/explorerMemory.ts [SECONDS]

  SECONDS   how long the measurement runs. The default is 30 seconds`;

/** The usual pace is 500 ms. At a pace of 10 ms, twelve seconds have the polls of ten minutes. */
const PACE_MS = 10;
const BLOCKS = 10_000;

async function measure(seconds: number): Promise<void> {
  const genesis = genesisBlock();
  const blocks = [genesis];
  let number = 0;
  const heard = (): object => ({
    number: ++number,
    type: 'block',
    subject: genesis.hash,
    height: 0,
    from: null,
    at: Date.now(),
    answer: 'ok',
  });
  const peers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      ScriptedPeer.start(`user ${i}`, [], {
        getStatus: (_request, honest) => ({ ...honest, heard: [heard(), heard()] }),
      }),
    ),
  );
  for (const peer of peers) {
    peer.blocks = blocks;
    peer.peers = peers.map((other) => other.peer);
  }
  const explorer = new Explorer(
    {
      host: '127.0.0.1',
      port: 0,
      observer: { ...DEFAULT_OBSERVER_OPTIONS, begin: [peers[0]], paceMs: PACE_MS, shareMs: 0 },
      page: bundlePage(`${__dirname}/../../page`),
    },
    console.error,
  );
  await explorer.start();
  get(`${explorer.url}/updates`, (response) => response.resume());
  const begin = performance.now();
  for (;;) {
    const elapsed = (performance.now() - begin) / 1000;
    if (elapsed > seconds) break;
    // The chain grows only in the first third of the time.
    const wanted = Math.min(BLOCKS, Math.ceil((BLOCKS * elapsed) / (seconds / 3)));
    while (blocks.length < wanted) {
      blocks.push(mined(blocks[blocks.length - 1], coin(blocks.length % 2 === 0 ? ALICE : BOB)));
    }
    await sleep(100);
    if (Math.floor(elapsed * 10) % Math.ceil(seconds) !== 0) continue;
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const mega = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
    const { tree, users, messages } = explorer.observer.picture ?? {};
    console.log(
      `${elapsed.toFixed(1)} s: heap ${mega(heapUsed)} MB, rss ${mega(rss)} MB,`,
      `${tree?.blocks.length} blocks, ${users?.size} users,`,
      `${(messages?.items.length ?? 0) + (messages?.dropped ?? 0)} messages`,
    );
  }
  await explorer.stop();
  await Promise.all(peers.map((peer) => peer.stop()));
}

runMeasurement({ usage: USAGE, usual: 30 }, measure);
