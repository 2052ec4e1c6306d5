import { COURSE } from '../course/course';
import type { Attack } from './Attack';
import { emptyFile } from './emptyFile';

/**
 * Takes the driver's channel, and answers all requests of the grader. The file does not solve the
 * step, so it can only guess.
 */
const TAKEOVER = `let channel: any;
const encode = (value: any): any => {
  if (value === undefined) return ['u'];
  if (Array.isArray(value)) return ['a', value.map(encode)];
  if (value instanceof Map) return ['m', [...value.keys()], [...value.values()].map(encode)];
  if (typeof value !== 'object' || value === null) return value;
  return ['o', Object.keys(value), Object.values(value).map(encode)];
};
const objects: any[] = [];
const decode = (encoded: any): any => {
  if (!Array.isArray(encoded)) return encoded;
  const [kind, first, second] = encoded;
  if (kind === 'u') return undefined;
  if (kind === 'n') return Number(first);
  if (kind === 'b') return BigInt('0x' + first);
  if (kind === 'r') return objects[first];
  const values = (kind === 'a' ? first : second).map(decode);
  const entries = kind === 'a' ? [] : first.map((name: string, i: number) => [name, values[i]]);
  const object = kind === 'a' ? values : kind === 'm' ? new Map(entries) : Object.fromEntries(entries);
  objects.push(object);
  return object;
};
const answer = (message: unknown): void => {
  const body = Buffer.from(JSON.stringify(encode(message)));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  channel.write(Buffer.concat([length, body]));
};
let turn = 0;
const guess = (...given: unknown[]): unknown => {
  const guesses = [...given, true, undefined, [], {}, '', 0, null, false, [[]], [{}], 'ok'];
  return guesses[turn++ % guesses.length];
};
const reportOf = ({ args, scripts }: any) =>
  ({ outcome: 'returned', args, heard: scripts.map(() => [1000]), value: guess(...args) });
let held = Buffer.alloc(0);
const { emit } = load('events').prototype;
load('events').prototype.emit = function (...args: any[]) {
  if (args[0] !== 'data' || this._handle?.fd !== 3) return emit.apply(this, args);
  channel = this;
  hear(args[1]);
  return true;
};
const hear = (chunk: Buffer): void => {
  held = Buffer.concat([held, chunk]);
  while (held.length >= 4 && held.length >= 4 + held.readUInt32LE()) {
    const end = 4 + held.readUInt32LE();
    objects.length = 0;
    const { id, calls, data, tell } = decode(JSON.parse(held.subarray(4, end).toString()));
    held = held.subarray(end);
    if (calls !== undefined) answer({ id, reports: calls.map(reportOf) });
    else if (tell !== undefined) answer({ id, told: guess(tell) });
    else answer({ id, seen: guess(data, Object(data).cells, Object(data).user) });
  }
};`;

/** Each step can be attacked in this way. */
export const TAKEOVERS: Attack[] = COURSE.map(({ name }) => ({
  name: 'answers all requests instead of the driver',
  step: name,
  source: emptyFile(name, TAKEOVER),
  message: /./,
}));
