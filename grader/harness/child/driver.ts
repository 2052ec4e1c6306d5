// Runs in the host process and is loaded before the submission. The driver makes the calls that the
// grader asks for, and reports the results. It does not know the expected values and gives no
// verdict. A submission can change everything in its process, also the driver. So the grader takes
// each report as a claim, and judges the claim.
import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import type { CheckLine } from '../channel/CheckLine';
import { TooLarge } from '../channel/TooLarge';
import { Frames, pack } from '../channel/frames';
import type { Call, HostMessage, Request } from '../channel/protocol';
import { playToText, readStories } from '../channel/storyText';
import type { StoryText } from '../channel/storyText';
import { Channel } from './Channel';
import { describeError } from './describeError';
import { makeCall } from './makeCall';

const channel = new Channel();
// A submission can replace these functions by mistake.
const load = require;
const { apply } = Reflect;

let submission: Record<string, unknown> = {};
let file = '';
let again: ReturnType<typeof compileFunction> | undefined;

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
  channel.write(pack(message));
}

function kindOf(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (kind === 'Promise') return 'a promise';
  if (kind === 'Array') return 'an array with a part that is not plain data';
  return kind === 'Object' || kind === 'Map'
    ? 'an object with a part that is not plain data'
    : `an object of the type ${kind}`;
}

function answerCalls(id: string, calls: readonly Call[]): void {
  const reports = calls.map((call) => makeCall(submission, call));
  try {
    send({ id, reports });
  } catch (error) {
    // A part of the message cannot be copied to another process, or the message is too long.
    const whatOf = (value: unknown): string =>
      error instanceof TooLarge
        ? 'a value that is too large or too deep, or contains itself'
        : kindOf(value);
    send({
      id,
      reports: reports.map((report) => {
        if (report.outcome === 'returned')
          return { outcome: 'not data', what: whatOf(report.value) };
        return report.outcome === 'threw' ? { ...report, args: [], heard: [] } : report;
      }),
    });
  }
}

/** The line of the scenario that runs, and the id of its request. */
let playing: { id: string; line: CheckLine } | undefined;

async function play(id: string, name: string, data: unknown): Promise<void> {
  const line: CheckLine = {
    tell: (told) => send({ id, told }),
    onTold: () => undefined,
    loadAgain,
  };
  playing = { id, line };
  try {
    send({ id, seen: await scenarios[name](submission, data, line) });
  } catch (error) {
    send({ id, met: describeError(error) });
  }
}

/** Runs the submission's file again, so that its variables begin anew. */
function loadAgain(): Record<string, unknown> {
  again ??= compileFunction(readFileSync(file, 'utf8'), ['exports', 'require', 'module'], {
    filename: file,
  });
  const module = { exports: {} };
  apply(again, undefined, [module.exports, load, module]);
  return module.exports;
}

function playStories(id: string, stories: StoryText, anew: boolean): void {
  const played = readStories(stories).map((story) => {
    return playToText(anew ? loadAgain() : submission, story);
  });
  send({ id, played });
}

function handle(request: Request): void {
  const { id } = request;
  if ('scenario' in request) {
    void play(id, request.scenario, request.data);
  } else if ('tell' in request) {
    if (playing?.id === id) playing.line.onTold(request.tell);
  } else if ('calls' in request) {
    answerCalls(id, request.calls);
  } else if ('stories' in request) {
    playStories(id, request.stories, request.anew);
  } else {
    try {
      file = request.load;
      submission = load(file) as Record<string, unknown>;
      send({ id, loaded: true });
    } catch (error) {
      send({ id, loadError: describeError(error) });
    }
  }
}

const frames = new Frames();
channel.listen(
  (chunk) => {
    for (const request of frames.push(chunk)) handle(request as Request);
  },
  () => process.exit(),
);
process.on('uncaughtException', (error) => send({ uncaught: describeError(error) }));
send({ up: true });
