import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { minerThread } from '../../minerThread';
import type { Signals } from './signalCells';
import { syncConsole } from './syncConsole';
import type { Job } from '../types';
import { typeScriptStacks } from './typeScriptStacks';

/** What a miner thread is started with. */
export interface MinerData {
  signals: Signals;
  /** To the server thread. */
  port: MessagePort;
  restMs: number;
  clockSkewMs: number;
}

const { signals, port, restMs, clockSkewMs } = workerData as MinerData;

let newest: Job | undefined;

/** Takes all jobs off the port and returns the newest. It does not need the event loop for that. */
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
