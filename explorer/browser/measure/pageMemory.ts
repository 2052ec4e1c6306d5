// Measures whether the memory of the page and of the explorer grows while a network runs:
// node --expose-gc node_modules/ts-node/dist/bin.js -T explorer/browser/measure/pageMemory.ts [MINUTES]
import { setTimeout as sleep } from 'node:timers/promises';
import { SOLUTION } from '../../../grader/course/parts';
import { bundleThreads } from '../../../solution/supplied/user/bundle';
import { Network } from '../../../solution/supplied/program/Network';
import { runMeasurement } from '../../tests/measure/runMeasurement';
import { ExplorerInBrowser } from '../support/ExplorerInBrowser';

const USAGE = `Measures whether the memory of the page and of the explorer grows while a network runs.
Prints a line each 30 seconds.

  node --expose-gc node_modules/ts-node/dist/bin.js -T explorer/browser/measure/pageMemory.ts [MINUTES]

  MINUTES   how long the measurement runs. The default is 30 minutes

The measurement needs Chromium (apt-get install chromium) and its driver
(npm ci --prefix explorer/browser).`;

const USERS = 5;

/** With this rest, all users together find about one block a second. */
const REST_MS = 5000;

const VIEWS = ['blocks', 'messages', 'users', 'payments', 'coins', 'classroom'];

/** The time between two lines of output, in milliseconds. */
const EVERY_MS = 30_000;

async function measure(minutes: number): Promise<void> {
  const code = await bundleThreads(SOLUTION);
  const network = new Network(code, { port: 0, restMs: REST_MS });
  for (let i = 0; i < USERS; i++) await network.create(`user ${i}`);
  const users = [...network.users.values()];
  const { host = '', port = 0 } = users[0].ready ?? {};
  const browser = await ExplorerInBrowser.open([{ host, port }]);
  await browser.go();
  await browser.see('.card');
  const devTools = await browser.page.context().newCDPSession(browser.page);
  const begin = performance.now();
  const passed = (): number => (performance.now() - begin) / 60_000;
  for (let round = 0; passed() < minutes; round++) {
    const view = VIEWS[round % VIEWS.length];
    await browser.go(view);
    await sleep(EVERY_MS);
    await devTools.send('HeapProfiler.collectGarbage');
    globalThis.gc?.();
    const page = await devTools.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await devTools.send('Memory.getDOMCounters');
    const own = process.memoryUsage();
    const { height } = await users[0].call('status');
    console.log(
      `${passed().toFixed(1)} min, ${height} blocks, ${view}:`,
      `page ${mega(page.usedSize)} MB, ${nodes} nodes, ${jsEventListeners} listeners;`,
      `explorer ${mega(own.heapUsed)} MB`,
    );
  }
  console.log(`complaints: ${browser.complaints.length}`);
  await browser.close();
  await network.stop();
}

const mega = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

runMeasurement({ usage: USAGE, usual: 30 }, measure);
