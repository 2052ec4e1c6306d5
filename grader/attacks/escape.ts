import { join } from 'node:path';
import { ROOT } from '../course/parts';
import { inThread } from './inThread';

/** The code that the escaped thread runs. */
const TRIES = `
  const { readdirSync, readFileSync, writeSync } = require('node:fs');
  const tell = (what: string, run: () => void): void => {
    try { run(); writeSync(1, what + ': open\\n'); } catch ({ code }: any) { writeSync(1, what + ': ' + code + '\\n'); }
  };
  tell('the suite', () => readFileSync(${JSON.stringify(join(ROOT, 'grader', 'steps', 'User', 'suite.test.ts'))}));
  tell('the reference', () => readFileSync(${JSON.stringify(join(ROOT, 'solution', 'User.ts'))}));
  tell('the compiled suites', () => readdirSync(${JSON.stringify(join(ROOT, 'node_modules', '.cache'))}));
  tell('signals', () => process.kill(process.ppid, 0));
`;

/** Starts the second thread without flags. Uses an internal class of Node for this. */
const ESCAPES = `
  const { postMessage } = MessagePort.prototype;
  let boot: unknown[] = [];
  MessagePort.prototype.postMessage = (...args: unknown[]) => { boot = args; };
  const held = startSecond();
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
export const ESCAPE = inThread({ first: ESCAPES, second: TRIES });
