import type { CallReport, ErrorReport, HostMessage } from '../../channel/protocol';
import { isArrayOf } from './isArrayOf';
import { isRecord } from './isRecord';

/**
 * Checks the types in a message from a host, because a submission can influence the message.
 *
 * @returns the message, or undefined if a driver never sends such a message
 */
export function readHostMessage(message: unknown): HostMessage | undefined {
  if (!isRecord(message)) return undefined;
  if (message.up === true) return { up: true };
  if ('uncaught' in message) return { uncaught: readError(message.uncaught) };
  const { id } = message;
  if (typeof id !== 'string') return undefined;
  if (message.loaded === true) return { id, loaded: true };
  if ('loadError' in message) return { id, loadError: readError(message.loadError) };
  if ('met' in message) return { id, met: readError(message.met) };
  if ('seen' in message) return { id, seen: message.seen };
  if ('told' in message) return { id, told: message.told };
  if ('played' in message) {
    const { played } = message;
    return isArrayOf(played, isText) ? { id, played } : undefined;
  }
  if (!Array.isArray(message.reports)) return undefined;
  const reports = Array.from(message.reports as unknown[], readReport);
  return reports.includes(undefined) ? undefined : { id, reports: reports as CallReport[] };
}

function readReport(report: unknown): CallReport | undefined {
  if (!isRecord(report)) return undefined;
  const { outcome } = report;
  if (outcome === 'missing') return { outcome, found: text(report.found) };
  if (outcome === 'not data') return { outcome, what: text(report.what) };
  const { args, heard } = report;
  if (!Array.isArray(args) || !Array.isArray(heard) || !isArrayOf(heard, Array.isArray))
    return undefined;
  const traces = { args, heard };
  if (outcome === 'returned') return { outcome, value: report.value, ...traces };
  if (outcome === 'threw') return { outcome, error: readError(report.error), ...traces };
  return undefined;
}

function readError(error: unknown): ErrorReport {
  const { name, message, code, functionName, stack } = isRecord(error) ? error : {};
  return {
    name: text(name),
    message: text(message),
    code,
    functionName: text(functionName),
    stack: text(stack),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** How much of an error's text is read, in characters. */
const LONGEST = 10_000;

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST) : '';
}
