import { setMaxListeners } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { createGenesisBlock } from '../../createGenesisBlock';
import { answer } from './answer';
import { createChain, tip } from '../chain/Chain';
import { sendError } from './control';
import type { ControlCall } from './control';
import { controlCalls } from './controlCalls';
import { keepGossiping } from './gossip';
import { findGenesis } from './joinNetwork';
import { createKeys } from '../chain/keys';
import { Refusal } from '../Refusal';
import type { Signals } from './Signals';
import { syncConsole } from './syncConsole';
import { tcpServer } from '../wire/tcp';
import type { TcpServer } from '../wire/tcp';
import { typeScriptStacks } from './typeScriptStacks';
import type { UserEvent } from './UserEvent';
import type { UserOptions } from './UserOptions';
import { UserServer } from './UserServer';

/** What a server thread is started with. */
export interface ServerData {
  options: UserOptions;
  signals: Signals;
  /** To the miner thread. */
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
// Every message under way listens for the stop, and there may be many.
setMaxListeners(0, stopping.signal);
start().catch(async (error: unknown) => {
  if (stopping.signal.aborted) return;
  await stop();
  throw error;
});

/** Listens, joins or begins a network, and only then says that it is ready. */
async function start(): Promise<void> {
  server = await listen();
  if (stopping.signal.aborted) return server.close();
  const endpoint = { host: server.host, port: server.port };
  const timeoutMs = options.messageTimeoutMs;
  const genesis =
    options.join.length === 0
      ? createGenesisBlock(Date.now() + options.clockSkewMs, options.difficulty)
      : await findGenesis(options, { timeoutMs, signal: stopping.signal });
  user = new UserServer({
    options,
    keys: createKeys(),
    chain: createChain(genesis),
    signals,
    minerPort,
    endpoint,
    report,
    signal: stopping.signal,
  });
  for (const peer of options.join) await user.fetcher.fetch(peer);
  await user.contacts.greet(options.join);
  if (stopping.signal.aborted) return;
  const { name } = options;
  const { chain, address } = user;
  const { genesis: genesisHash } = chain.ledger;
  report({
    event: 'ready',
    name,
    address,
    ...endpoint,
    genesis: genesisHash,
    height: tip(chain).index,
  });
  parentPort?.postMessage('ready');
  user.minesCoins = options.mineCoins;
  void keepGossiping(user);
}

/** Listens on the first port that is free, of those that may be tried. */
async function listen(): Promise<TcpServer> {
  for (let tried = 1; ; tried++) {
    const port = options.port === 0 ? 0 : options.port + tried - 1;
    try {
      return await tcpServer({
        host: options.host,
        port,
        timeoutMs: options.messageTimeoutMs,
        handle: receive,
        onError: (error) => user?.reportError(error, 'message'),
      });
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isBusy || tried >= options.portTries) throw error;
    }
  }
}

async function receive(message: unknown, senderHost: string): Promise<object> {
  if (user === undefined) throw new Refusal('busy', 'this user is still joining');
  try {
    const reply = await answer(user, message, senderHost);
    user.answered(message, senderHost, 'ok');
    return reply;
  } catch (error) {
    if (error instanceof Refusal) {
      user.answered(message, senderHost, error.code);
      user.refused(message, error);
    }
    throw error;
  }
}

async function serve({ call, name, args }: ControlCall): Promise<void> {
  try {
    if (user === undefined) throw new Error(`${options.name} is not ready yet`);
    const run = controlCalls(user)[name] as (...args: unknown[]) => unknown;
    parentPort?.postMessage({ call, result: await run(...args) });
  } catch (error) {
    parentPort?.postMessage({ call, error: sendError(error) });
  }
}

/** Lets go of everything that keeps this thread alive. */
async function stop(): Promise<void> {
  stopping.abort();
  user?.close();
  minerPort.close();
  await server?.close();
  parentPort?.close();
}
