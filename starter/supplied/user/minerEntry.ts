import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { minerThread } from '../../minerThread';
import type { Signals } from './signalCells';
import { syncConsole } from './syncConsole';
import type { Job } from '../types';
import { typeScriptStacks } from './typeScriptStacks';

/** The `workerData` of a miner thread. */
export interface MinerData {
  signals: Signals;
  /** The port to the server thread. */
  port: MessagePort;
  restMs: number;
  clockSkewMs: number;
}

const { signals, port, restMs, clockSkewMs } = workerData as MinerData;

let newest: Job | undefined;

/** Takes all jobs from the port, and returns the newest job. Does not need the event loop. */
function readJob(): Job | undefined {
  for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) {
    newest = got.message as Job;
  }
  return newest;
}

typeScriptStacks(__filename);
syncConsole();
parentPort?.postMessage('ready');
minerThread({
  signals,
  readJob,
  handIn: (mined) => port.postMessage(mined),
  now: () => Date.now() + clockSkewMs,
  restMs,
});
port.close();
