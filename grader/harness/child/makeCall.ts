import type { Call, CallReport, Script } from '../channel/protocol';
import { describeError } from './describeError';

// A submission can replace this function by mistake.
const { apply } = Reflect;

/** The maximum number of stored calls of callbacks. An honest submission makes fewer calls. */
const MOST_HEARD = 10_000;

/** Calls a function of a submission. */
export function makeCall(
  submission: Record<string, unknown>,
  { name, args, scripts }: Call,
): CallReport {
  const called = submission[name];
  if (typeof called !== 'function') return { outcome: 'missing', found: typeof called };
  const heard: unknown[][] = [];
  const passed = [...args];
  for (const script of scripts) passed[script.at] = callbackOf(script, heard);
  try {
    const value: unknown = apply(called, undefined, passed);
    // In another process, a copy of the error would lose its class or its `code`.
    if (value instanceof Error) {
      return { outcome: 'not data', what: `${describeError(value).name}, returned and not thrown` };
    }
    return { outcome: 'returned', args, heard, value };
  } catch (error) {
    return { outcome: 'threw', args, heard, error: describeError(error) };
  }
}

function callbackOf(
  { answers, last }: Script,
  heard: unknown[][],
): (...args: unknown[]) => unknown {
  let asked = 0;
  return (...args) => {
    if (heard.length < MOST_HEARD) heard.push(args);
    return asked < answers.length ? answers[asked++] : last;
  };
}
