import { SimulationError } from '../clock/SimulationError';
import { Simulation } from '../Simulation';
import { changedProgram } from './changedProgram';
import type { TextChange } from './changedProgram';

const SMALL = { users: 3, blocks: 3, settleMs: 1000 };

/** Puts a statement at the start of the function that takes each announced block. */
function inTakeBlock(statement: string): TextChange {
  const before = 'const { chain } = user;';
  return { file: 'handleMsg.ts', before, after: `${statement} ${before}` };
}

async function failureOf(change: TextChange): Promise<{ error: SimulationError; line: number }> {
  const { program, line } = await changedProgram(change);
  const run = new Simulation(program, SMALL).run();
  const error = await run.then(
    () => new Error('the simulation ran to its end'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SimulationError)) throw error;
  return { error, line };
}

test.each([
  ['a real clock', 'process.hrtime();', 'process.hrtime'],
  ['the real clock of a module', "require('node:process').hrtime();", 'process.hrtime'],
  ['a real timer', 'AbortSignal.timeout(1);', 'AbortSignal.timeout'],
  ['a real socket', "require('node:net').connect(1);", 'net.connect'],
  ['a real request', "void fetch('http://127.0.0.1/');", 'fetch'],
  ['real chance', "require('node:crypto').randomInt(2);", 'crypto.randomInt'],
  ['a wait that blocks', 'Atomics.wait(new Int32Array(4), 0, 0);', 'Atomics.wait'],
  ['a real clock, and catches the error', 'try { process.uptime() } catch {}', 'process.uptime'],
  ['a real clock through globalThis', 'globalThis.process.uptime();', 'process.uptime'],
])('names the line that uses %s', async (_, statement, what) => {
  const { error, line } = await failureOf(inTakeBlock(statement));
  expect(error.code).toBe('real-world');
  expect(error.place).toBe(`solution/handleMsg.ts:${line}`);
  expect(error.message).toContain(what);
});

test('names the line that changes a received message', async () => {
  const { error, line } = await failureOf(inTakeBlock('(candidate as { index: number }).index++;'));
  expect(error.code).toBe('user-bug');
  expect(error.place).toBe(`solution/handleMsg.ts:${line}`);
});

test('names the line that throws in a timer', async () => {
  const bug = "setTimeout(() => { throw new Error('a bug') }, 1);";
  const { error, line } = await failureOf(inTakeBlock(bug));
  expect(error.code).toBe('user-bug');
  expect(error.place).toBe(`solution/handleMsg.ts:${line}`);
});

test('gives the code a virtual clock, timers and chance', async () => {
  const statement = `
    const sleeps = require('node:timers/promises');
    const began = performance.now();
    void sleeps.setTimeout(250).then(() => {
      const seen = [performance.now() - began, new Date().getUTCFullYear(), Math.random() < 1];
      if (String(seen) !== '250,2026,true') throw new Error(String(seen));
      console.log('woke');
    });`;
  const { program } = await changedProgram(inTakeBlock(statement));
  const log = jest.fn();
  const print = { ...console, log };
  await new Simulation(program, SMALL, { print }).run();
  expect(log).toHaveBeenCalledWith('woke');
});
