// Runs in the host process, loaded before the submission. It makes the calls that it is asked for and
// reports what it saw; it knows no expected values and gives no verdict. What it needs of Node and of
// the language it takes now, so that a submission that patches them fools itself only.
import { Socket } from 'node:net';
import { lockGlobals } from './lockGlobals';
import { Frames, pack, unpack } from '../channel/sealed';
import type {
  Call,
  CallReport,
  ErrorReport,
  HostMessage,
  Request,
  Script,
} from '../channel/protocol';

const { apply } = Reflect;
const { isArray } = Array;
const now = performance.now.bind(performance);
const load = require;
const TEXT = String;
const { write } = Socket.prototype;

/** Where the grader's end of the channel is, after standard input, output and error. */
const CHANNEL = 3;
const channel = new Socket({ fd: CHANNEL, readable: true, writable: true });
const frames = new Frames();
/** Comes first through the channel, when nothing of the submission has run. */
let secret: Uint8Array | undefined;

/** More than any honest call makes; the rest is not kept. */
const MOST_HEARD = 10_000;

let submission: Record<string, unknown> = {};

/** The step's scenarios, loaded before the submission like everything else of ours. */
type Scenario = (submission: Record<string, unknown>, data: unknown) => unknown;
let scenarios: Record<string, Scenario> = {};
try {
  scenarios = load('./scenarios.cjs') as Record<string, Scenario>;
} catch (error) {
  // Most steps have none.
  if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') throw error;
}

/** @throws DOMException if something in the message cannot be copied to another process */
function tell(message: HostMessage): void {
  if (secret !== undefined) apply(write, channel, [pack(message, secret)]);
}

/** Reads what an error says, which may itself throw: anything at all can be thrown. */
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

function make({ name, args, scripts }: Call): CallReport {
  const called = submission[name];
  if (typeof called !== 'function') return { outcome: 'missing', found: typeof called };
  const heard: unknown[][] = [];
  const passed: unknown[] = [];
  for (let i = 0; i < args.length; i++) passed[i] = args[i];
  for (let i = 0; i < scripts.length; i++) passed[scripts[i].at] = callbackOf(scripts[i], heard);
  const begun = now();
  try {
    const value: unknown = apply(called, undefined, passed);
    // Copied to another process it would be an error no more, or one without its code.
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

function answer({ id, calls }: { id: string; calls: readonly Call[] }): void {
  const reports: CallReport[] = [];
  for (let i = 0; i < calls.length; i++) reports[i] = make(calls[i]);
  try {
    // First what became of the arguments: a getter in a value could still put them right.
    const kept: unknown[] = [];
    for (let i = 0; i < reports.length; i++) {
      const report = reports[i];
      if ('args' in report) kept[i] = [report.args, report.heard];
    }
    tell({ id, kept, reports });
  } catch {
    // Something in it cannot be copied to another process.
    for (let i = 0; i < reports.length; i++) {
      const report = reports[i];
      if (report.outcome === 'returned') {
        reports[i] = { outcome: 'not data', what: kindOf(report.value) };
      } else if (report.outcome === 'threw') {
        reports[i] = { ...report, args: [], heard: [] };
      }
    }
    tell({ id, reports });
  }
}

async function play(id: string, name: string, data: unknown): Promise<void> {
  try {
    tell({ id, seen: await scenarios[name](submission, data) });
  } catch (error) {
    tell({ id, met: describe(error) });
  }
}

function obey(request: Request): void {
  if ('scenario' in request) {
    void play(request.id, request.scenario, request.data);
    return;
  }
  if ('calls' in request) {
    answer(request);
    return;
  }
  try {
    submission = load(request.load) as Record<string, unknown>;
    tell({ id: request.id, loaded: true });
  } catch (error) {
    tell({ id: request.id, loadError: describe(error) });
  }
}

lockGlobals();
channel.on('data', (chunk: Uint8Array) => {
  const whole = frames.push(chunk);
  for (let i = 0; i < whole.length; i++) {
    if (secret !== undefined) {
      obey(unpack(whole[i], secret) as Request);
    } else {
      secret = whole[i];
      tell({ up: true });
    }
  }
});
channel.on('close', () => process.exit());
process.on('uncaughtException', (error) => tell({ stray: describe(error) }));
