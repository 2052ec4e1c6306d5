import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { borrow } from '../../../grader/course/borrow';
import { COURSE } from '../../../grader/course/course';
import { partsPlugin, STARTER } from '../../../grader/course/parts';
import { problemsOf } from '../../../grader/harness/compiler/problemsOf';
import { showProblem } from '../../../grader/harness/parent/submission/showProblem';
import { explainParts } from '../../../grader/report/explainParts';
import type * as NetworkFile from '../../../solution/supplied/program/Network';
import { errorLike } from '../../../solution/supplied/program/Program';
import { Watch } from '../../../solution/supplied/program/Watch';
import { bundle } from '../../../solution/supplied/user/bundle';
import type { NetworkLine } from './NetworkLine';

// Runs the student's network for the course page, with the student's rights, as `npm start` does.
// The process ends with the channel to its parent.

const USERS = ['alice', 'bob', 'carol'];

/** How long a miner rests after each coin, in milliseconds. A reader can follow this. */
const REST_MS = 3000;

/** How often the other thread looks for the parent, in milliseconds. */
const WATCH_MS = 500;

const say = (line: NetworkLine): void => void process.send?.(line, () => {});
const explain = explainParts(STARTER);
const tell = (error: unknown): void => say({ kind: 'problem', text: explain(errorLike(error)) });

// Ctrl-C reaches both processes. The parent handles it, and then ends this process.
process.on('SIGINT', () => {});
process.once('disconnect', () => process.exit(0));
// If the student's code never returns, this thread hears nothing. Then another thread ends the
// process after its parent.
new Worker(
  `setInterval(() => {
    if (process.ppid !== ${process.ppid}) process.kill(process.pid, 'SIGKILL');
  }, ${WATCH_MS})`,
  { eval: true },
).unref();

async function run(): Promise<void> {
  const { parts } = borrow(COURSE, STARTER, STARTER);
  const supplied = join(STARTER, 'supplied');
  const paths = await bundle(
    {
      network: join(supplied, 'program', 'Network.ts'),
      server: join(supplied, 'user', 'serverThread.ts'),
      miner: join(supplied, 'user', 'minerEntry.ts'),
    },
    [partsPlugin(parts)],
  ).catch((error: unknown) => {
    for (const problem of problemsOf(error)) say({ kind: 'problem', text: showProblem(problem) });
    return undefined;
  });
  if (paths === undefined) return process.disconnect();
  const { Network } = require(paths.network) as typeof NetworkFile;
  const network = new Network(
    paths,
    { port: 0, restMs: REST_MS },
    (user, event) => {
      if (event.event === 'error') tell(event);
      if (event.event === 'refused' && event.own) {
        say({ kind: 'invalid', name: user.options.name, code: event.code });
      }
      if (event.event !== 'ready') return;
      const { name, host, port } = event;
      say({ kind: 'ready', name, endpoint: { host, port } });
    },
    (_user, error) => tell(error),
  );
  const watch = new Watch(network.users, (text) => say({ kind: 'problem', text }));
  process.once('message', () => {
    watch.end();
    void network.stop().finally(() => process.exit(0));
  });
  for (const name of USERS) await network.create(name);
  say({ kind: 'running' });
}

void run().catch((error: unknown) => {
  tell(error);
  process.disconnect();
});
