import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { freemem, networkInterfaces, tmpdir, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { findIsolation } from '../../grader/harness/parent/sandbox/findIsolation';
import { showProgress } from '../../grader/report/showProgress';
import { endpoint } from '../../solution/supplied/program/programOptions';
import { readArguments } from '../../solution/supplied/program/readArguments';
import type { Endpoint } from '../../solution/supplied/types';
import { runCommand } from './runCommand';

const HELP = `Checks that this machine can run the workshop, and says
what to do if it cannot.

  npm run doctor
  npm run doctor peer HOST:PORT
                    also checks that this user answers`;

/** The memory that a user takes with its two threads, in bytes. */
const USER_BYTES = 30e6;

/** How many users lab C starts. The other parts of the workshop start fewer users. */
const MOST_USERS = 31;

/** How long to wait for an answer from a thread or a peer, in milliseconds. */
const LIMIT_MS = 5000;

/** The result of one check, and advice if the check has failed. */
interface Finding {
  what: string;
  isWell: boolean;
  advice?: string;
}

runCommand('npm run doctor', async (argv) => {
  const given = readArguments({ peer: 'string', help: 'boolean' }, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const user = given.peer === undefined ? undefined : endpoint('peer', given.peer);
  const checks: Check[] = [nodeVersion, memory, threads, ports, addresses, isolation];
  if (user !== undefined) checks.push(() => peer(user));
  let isAllWell = true;
  for (const check of checks) {
    const { what, isWell, advice } = await check();
    console.log(`${isWell ? 'ok    ' : 'NOT OK'}  ${what}`);
    if (!isWell && advice !== undefined) console.log(`        ${advice}`);
    isAllWell &&= isWell;
  }
  return isAllWell ? 0 : 1;
});

type Check = () => Finding | Promise<Finding>;

/** This result is always good, because `checkNode.js` has refused other versions. */
function nodeVersion(): Finding {
  return { what: `Node ${process.versions.node} on ${process.platform}`, isWell: true };
}

function memory(): Finding {
  // macOS uses nearly all free memory for caches. Programs that need this memory get it back.
  const free = process.platform === 'darwin' ? totalmem() / 2 : freemem();
  return {
    what: `${Math.round(free / 1e6)} MB of memory free, enough for ${Math.floor(free / USER_BYTES)} users`,
    isWell: free > MOST_USERS * USER_BYTES,
    advice: `Close other programs. Lab C runs ${MOST_USERS} users at the same time.`,
  };
}

async function threads(): Promise<Finding> {
  const code = "require('node:worker_threads').parentPort.postMessage('ready')";
  const isWell = await new Promise<boolean>((resolve) => {
    const thread = new Worker(code, { eval: true, execArgv: [] });
    const timer = setTimeout(() => resolve(false), LIMIT_MS);
    thread.once('message', () => resolve(true));
    thread.once('error', () => resolve(false));
    thread.once('exit', () => clearTimeout(timer));
  });
  return { what: 'threads start', isWell, advice: 'Worker threads do not start. Reinstall Node.' };
}

/** Checks that a user can listen on loopback, on one of the usual ports. */
async function ports(): Promise<Finding> {
  const first = 6000;
  const tried = await Promise.all(Array.from({ length: 10 }, (_, i) => canListen(first + i)));
  const busy = tried.flatMap((isFree, i) => (isFree ? [] : [first + i]));
  return {
    what:
      busy.length === 0
        ? 'ports 6000 to 6009 are free'
        : `ports in use: ${busy.join(', ')}; the menu uses other ports`,
    isWell: busy.length < tried.length,
    advice: 'No port from 6000 to 6009 is free. Quit other networks.',
  };
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)));
  });
}

/** Returns the addresses at which other machines can reach this machine. */
function addresses(): Finding {
  const found = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  return {
    what:
      found.length === 0
        ? 'no network: all users must run on this machine'
        : `for users on several machines: add host ${found.join(' or host ')}`,
    isWell: true,
  };
}

/** Isolation is necessary only to grade the files of other people. */
async function isolation(): Promise<Finding> {
  const { isolateProgram } = createRequire(__filename)('./isolateProgram.js') as {
    isolateProgram: () => Promise<string[]>;
  };
  const isFound = findIsolation(undefined, tmpdir()).name !== 'none';
  const hasOwnNetwork = (await isolateProgram()).length > 0;
  return {
    what: isFound
      ? `bubblewrap isolates the files that you grade${hasOwnNetwork ? '' : ', but not their network'}`
      : 'no bubblewrap: grade the files of other people in a container (see SECURITY.md)',
    isWell: true,
  };
}

async function peer({ host, port }: Endpoint): Promise<Finding> {
  const progress = showProgress();
  progress.show(`waiting for ${host}:${port} …`);
  const problem = await new Promise<string | undefined>((resolve) => {
    const socket = connect({ host, port, timeout: LIMIT_MS });
    const end = (result?: string): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end());
    socket.once('timeout', () =>
      end('No answer. Probably a firewall on one of the two machines stops the connection.'),
    );
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(
        error.code === 'ECONNREFUSED'
          ? 'No program listens on that port.'
          : `This machine cannot reach the user: ${error.message}.`,
      ),
    );
  });
  progress.end();
  return {
    what: `${host}:${port} answers`,
    isWell: problem === undefined,
    advice: `${problem} Start the user there with host ADDRESS, an address of that machine.`,
  };
}
