import { setMaxListeners } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { createGenesisBlock } from '../../createGenesisBlock';
import { createChain, tip } from '../chain/Chain';
import { createKeys } from '../chain/keys';
import { Refusal } from '../Refusal';
import { tcpServer } from '../wire/tcp';
import type { TcpServer } from '../wire/tcp';
import type { Endpoint } from '../types';
import { sendError } from './control';
import type { ControlCall } from './control';
import { findGenesis } from './joinNetwork';
import type { Signals } from './signalCells';
import { syncConsole } from './syncConsole';
import { typeScriptStacks } from './typeScriptStacks';
import type { UserEvent } from './UserEvent';
import type { UserOptions } from './UserOptions';
import { UserServer } from './UserServer';

/** The `workerData` of a server thread. */
export interface ServerData {
  options: UserOptions;
  signals: Signals;
  /** The port to the miner thread. */
  port: MessagePort;
}

const { options, signals, port: minerPort } = workerData as ServerData;
const stopping = new AbortController();
let user: UserServer | undefined;
let server: TcpServer | undefined;

const report = (event: UserEvent): void => parentPort?.postMessage(event);

parentPort?.on('message', (message: 'stop' | ControlCall) => {
  if (message === 'stop') void stop();
  else void serve(message);
});

typeScriptStacks(__filename);
syncConsole();
// Every message that we send listens for the stop, and there can be many messages.
setMaxListeners(0, stopping.signal);
start().catch(async (error: unknown) => {
  if (stopping.signal.aborted) return;
  await stop();
  throw error;
});

/** Listens, joins or begins a network, and then reports that the user is ready. */
async function start(): Promise<void> {
  server = await listen();
  if (stopping.signal.aborted) return server.close();
  const endpoint = { host: server.host, port: server.port };
  const timeoutMs = options.messageTimeoutMs;
  const genesis =
    options.join.length === 0
      ? createGenesisBlock(Date.now() + options.clockSkewMs, options.difficulty)
      : await findGenesis(options, { timeoutMs, signal: stopping.signal });
  const chain = createChain(genesis);
  user = new UserServer({
    options,
    keys: createKeys(),
    chain,
    signals,
    minerPort,
    endpoint,
    report,
    signal: stopping.signal,
  });
  await user.join(options.join);
  if (stopping.signal.aborted) return;
  report({
    event: 'ready',
    name: options.name,
    address: user.address,
    ...endpoint,
    genesis: genesis.hash,
    height: tip(chain).index,
  });
  parentPort?.postMessage('ready');
  user.begin();
}

/** Listens on the first free port, from `port` upwards. */
async function listen(): Promise<TcpServer> {
  for (let tried = 1; ; tried++) {
    const port = options.port === 0 ? 0 : options.port + tried - 1;
    try {
      return await tcpServer({
        host: options.host,
        port,
        timeoutMs: options.messageTimeoutMs,
        handle: receive,
        onError: (error) => user?.serverFailed(error),
      });
    } catch (error) {
      // Windows reserves some ports and forbids them (EACCES).
      const { code } = error as { code?: string };
      const isTaken = code === 'EADDRINUSE' || code === 'EACCES';
      if (!isTaken || tried >= options.portTries) throw error;
    }
  }
}

async function receive(message: unknown, senderHost: string, end: Endpoint): Promise<object> {
  if (user === undefined) throw new Refusal('busy', 'this user is still joining');
  return user.receive(message, senderHost, end);
}

async function serve({ call, name, args }: ControlCall): Promise<void> {
  try {
    if (user === undefined) throw new Error(`${options.name} is not ready yet`);
    const run = user.calls[name] as (...args: unknown[]) => unknown;
    parentPort?.postMessage({ call, result: await run(...args) });
  } catch (error) {
    parentPort?.postMessage({ call, error: sendError(error) });
  }
}

/** Closes everything that keeps this thread running. */
async function stop(): Promise<void> {
  stopping.abort();
  user?.close();
  minerPort.close();
  await server?.close();
  parentPort?.close();
}
