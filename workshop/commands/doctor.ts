import { connect, createServer } from 'node:net';
import { freemem, networkInterfaces } from 'node:os';
import { Worker } from 'node:worker_threads';
import { programOptions } from '../../solution/supplied/program/programOptions';
import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import type { Endpoint } from '../../solution/supplied/types';
import { runCommand } from './runCommand';

const HELP = `Looks whether this machine can run the workshop, and says what to do if not.

  npm run doctor
  npm run doctor -- --peer HOST:PORT   also whether that user can be reached`;

/** What a user costs, in bytes of memory: two threads. */
const USER_BYTES = 30e6;

/** How many users a workshop's largest lab starts. */
const MOST_USERS = 31;

/** How long to wait for a thread or a peer, in milliseconds. */
const PATIENCE_MS = 5000;

/** What was found: whether it is well, and what to do if it is not. */
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
  const findings = [nodeVersion(), memory(), await threads(), await ports(), addresses()];
  if (given.peer !== undefined) findings.push(await peer(endpointOf(given.peer)));
  for (const { what, isWell, advice } of findings) {
    console.log(`${isWell ? 'well   ' : 'NOT OK '} ${what}`);
    if (!isWell && advice !== undefined) console.log(`        ${advice}`);
  }
  return findings.every(({ isWell }) => isWell) ? 0 : 1;
});

/** The version itself was checked before this file was even loaded. */
function nodeVersion(): Finding {
  return { what: `Node ${process.versions.node} on ${process.platform}`, isWell: true };
}

function memory(): Finding {
  const free = freemem();
  return {
    what: `${Math.round(free / 1e6)} MB of memory free, enough for ${Math.floor(free / USER_BYTES)} users`,
    isWell: free > MOST_USERS * USER_BYTES,
    advice: 'Close something large; lab C runs thirty-one users at once.',
  };
}

async function threads(): Promise<Finding> {
  const code = "require('node:worker_threads').parentPort.postMessage('ready')";
  const isWell = await new Promise<boolean>((resolve) => {
    const thread = new Worker(code, { eval: true, execArgv: [] });
    const timer = setTimeout(() => resolve(false), PATIENCE_MS);
    thread.once('message', () => resolve(true));
    thread.once('error', () => resolve(false));
    thread.once('exit', () => clearTimeout(timer));
  });
  return { what: 'threads start', isWell, advice: 'Worker threads do not start; reinstall Node.' };
}

/** Whether one can listen on loopback, and which of the usual ports are taken. */
async function ports(): Promise<Finding> {
  const first = 6000;
  const tried = await Promise.all(Array.from({ length: 10 }, (_, i) => canListen(first + i)));
  const busy = tried.flatMap((isFree, i) => (isFree ? [] : [first + i]));
  return {
    what:
      busy.length === 0
        ? 'ports 6000 to 6009 are free'
        : `ports in use: ${busy.join(', ')}; the menu takes the next free ones`,
    isWell: busy.length < tried.length,
    advice: 'No port from 6000 to 6009 is free: quit other networks, or use --user with --port.',
  };
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)));
  });
}

/** The addresses under which other machines may reach this one. */
function addresses(): Finding {
  const found = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  return {
    what:
      found.length === 0
        ? 'no network: users on this machine only'
        : `for a network over several machines: --host ${found.join(' or --host ')}`,
    isWell: true,
  };
}

async function peer({ host, port }: Endpoint): Promise<Finding> {
  const problem = await new Promise<string>((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const end = (result: string): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(''));
    socket.once('timeout', () => end('silence: most likely a firewall, there or here'));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ECONNREFUSED' ? 'nobody listens on that port' : error.message),
    );
  });
  return {
    what: `${host}:${port} can be reached`,
    isWell: problem === '',
    advice: `${problem}. The user there must be started with --host and an address of its network.`,
  };
}

function endpointOf(text: string): Endpoint {
  try {
    const chosen = programOptions(['--user', 'x', '--join', text], false);
    if (chosen.mode === 'user') return chosen.options.join[0];
  } catch {
    // The message would name the wrong flag.
  }
  throw new UsageError('--peer is HOST:PORT, such as 192.168.1.7:6000');
}
