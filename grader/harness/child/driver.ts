// Runs in the host process and is loaded before the submission. The driver makes the calls that the
// grader asks for, and reports the results. It does not know the expected values and gives no
// verdict. It stores the functions of Node and of the language that it needs. A submission can
// replace these functions later, but the driver uses the stored functions.
import { Socket } from 'node:net';
import type {
  Call,
  CallReport,
  ErrorReport,
  HostMessage,
  Request,
  Script,
} from '../channel/protocol';
import { Frames, pack, TooLong, unpack } from '../channel/sealed';
import type { CheckLine } from '../channel/CheckLine';
import { lockGlobals } from './lockGlobals';

const { apply } = Reflect;
const { isArray } = Array;
const now = performance.now.bind(performance);
const load = require;
const TEXT = String;
const { write } = Socket.prototype;

/** The descriptor of the channel to the grader, after standard input, output and error. */
const CHANNEL = 3;
const channel = new Socket({ fd: CHANNEL, readable: true, writable: true });
const frames = new Frames();
/** The first content of the channel. It arrives before the submission runs. */
let secret: Uint8Array | undefined;

/** The maximum number of stored calls of callbacks. An honest submission makes fewer calls. */
const MOST_HEARD = 10_000;

let submission: Record<string, unknown> = {};

type Scenario = (submission: Record<string, unknown>, data: unknown, check: CheckLine) => unknown;
/** The step's scenarios. Like all code of the grader, they are loaded before the submission. */
let scenarios: Record<string, Scenario> = {};
try {
  scenarios = load('./scenarios.cjs') as Record<string, Scenario>;
} catch (error) {
  // Most steps have no scenarios.
  if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') throw error;
}

/** @throws Error if a part of the message cannot be copied to another process */
function send(message: HostMessage): void {
  if (secret !== undefined) apply(write, channel, [pack(message, secret)]);
}

/** Describes a thrown value. This can be any value, even an object that throws when it is read. */
function describe(error: unknown): ErrorReport {
  try {
    if (typeof error !== 'object' || error === null) {
      return { name: 'the value', message: TEXT(error), stack: '' };
    }
    const { name, message, code, functionName, stack } = error as Record<string, unknown>;
    return {
      name: TEXT(name),
      message: TEXT(message),
      code: typeof code === 'object' || typeof code === 'function' ? undefined : code,
      functionName: typeof functionName === 'string' ? functionName : undefined,
      stack: TEXT(stack),
    };
  } catch {
    return { name: 'an error', message: 'that cannot be read', stack: '' };
  }
}

function callbackOf(
  { answers, last }: Script,
  heard: unknown[][],
): (...args: unknown[]) => unknown {
  let asked = 0;
  return (...args) => {
    if (heard.length < MOST_HEARD) heard[heard.length] = args;
    return asked < answers.length ? answers[asked++] : last;
  };
}

function makeCall({ name, args, scripts }: Call): CallReport {
  const called = submission[name];
  if (typeof called !== 'function') return { outcome: 'missing', found: typeof called };
  const heard: unknown[][] = [];
  const passed: unknown[] = [];
  for (let i = 0; i < args.length; i++) passed[i] = args[i];
  for (let i = 0; i < scripts.length; i++) passed[scripts[i].at] = callbackOf(scripts[i], heard);
  const begun = now();
  try {
    const value: unknown = apply(called, undefined, passed);
    // In another process, a copy of the error would lose its class or its `code`.
    if (value instanceof Error) {
      return { outcome: 'not data', what: `${describe(value).name}, returned and not thrown` };
    }
    return { outcome: 'returned', value, args, heard, ms: now() - begun };
  } catch (error) {
    return { outcome: 'threw', error: describe(error), args, heard, ms: now() - begun };
  }
}

function kindOf(value: unknown): string {
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  return isArray(value)
    ? 'an array with a part that is not plain data'
    : 'an object with a part that is not plain data';
}

function answerCalls({ id, calls }: { id: string; calls: readonly Call[] }): void {
  const reports: CallReport[] = [];
  for (let i = 0; i < calls.length; i++) reports[i] = makeCall(calls[i]);
  try {
    // Copies the arguments first. A getter in a returned value could repair the arguments.
    const kept: unknown[] = [];
    for (let i = 0; i < reports.length; i++) {
      const report = reports[i];
      if ('args' in report) kept[i] = [report.args, report.heard];
    }
    send({ id, kept, reports });
  } catch (error) {
    // A part of the message cannot be copied to another process, or the message is too long.
    for (let i = 0; i < reports.length; i++) {
      const report = reports[i];
      if (report.outcome === 'returned') {
        const what = error instanceof TooLong ? 'more data than it may' : kindOf(report.value);
        reports[i] = { outcome: 'not data', what };
      } else if (report.outcome === 'threw') {
        reports[i] = { ...report, args: [], heard: [] };
      }
    }
    send({ id, reports });
  }
}

/** The line of the scenario that runs, and the id of its request. */
let playing: { id: string; line: CheckLine } | undefined;

async function play(id: string, name: string, data: unknown): Promise<void> {
  const line: CheckLine = { tell: (told) => send({ id, told }), onTold: () => undefined };
  playing = { id, line };
  try {
    send({ id, seen: await scenarios[name](submission, data, line) });
  } catch (error) {
    send({ id, met: describe(error) });
  }
}

function handle(request: Request): void {
  if ('scenario' in request) {
    void play(request.id, request.scenario, request.data);
    return;
  }
  if ('tell' in request) {
    if (playing?.id === request.id) playing.line.onTold(request.tell);
    return;
  }
  if ('calls' in request) {
    answerCalls(request);
    return;
  }
  try {
    submission = load(request.load) as Record<string, unknown>;
    send({ id: request.id, loaded: true });
  } catch (error) {
    send({ id: request.id, loadError: describe(error) });
  }
}

lockGlobals();
channel.on('data', (chunk: Uint8Array) => {
  const whole = frames.push(chunk);
  if (secret === undefined) chunk.fill(0);
  for (let i = 0; i < whole.length; i++) {
    if (secret !== undefined) {
      handle(unpack(whole[i], secret) as Request);
    } else {
      secret = whole[i];
      send({ up: true });
    }
  }
});
channel.on('close', () => process.exit());
process.on('uncaughtException', (error) => send({ uncaught: describe(error) }));
