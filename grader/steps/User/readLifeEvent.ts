import { LONGEST_TEXT } from './channel/LifeEvent';
import type { Described, FoundThreads, LifeEvent } from './channel/LifeEvent';
import { ROLES } from './channel/ThreadOrder';

type Fields = Record<string, unknown>;

/**
 * Returns an event from a message that the submission could have forged.
 *
 * @throws TypeError if the message is not an event
 */
export function readLifeEvent(message: unknown): LifeEvent {
  const fields = fieldsOf(message);
  const { event } = fields;
  if (event === 'left') return { event };
  if (event === 'turned') {
    return { event, turn: text(fields.turn), timers: number(fields.timers) };
  }
  const user = text(fields.user);
  switch (event) {
    case 'started': {
      const code = oneOf([...ROLES, 'other code'] as const, fields.code);
      const data = oneOf([...ROLES, 'other data'] as const, fields.data);
      const signals = number(fields.signals);
      return { user, event, code, data, signals, areShared: truth(fields.areShared) };
    }
    case 'exited':
    case 'terminated':
    case 'asked':
      return { user, event, thread: number(fields.thread), at: number(fields.at) };
    case 'said':
      return { user, event, thread: number(fields.thread), isReady: truth(fields.isReady) };
    case 'heard':
      return { user, event, thread: number(fields.thread), words: text(fields.words) };
    case 'unheard':
      return { user, event };
    case 'called':
      return { user, event, call: text(fields.call), at: number(fields.at) };
    case 'settled': {
      const [call, at, isRunning] = [
        text(fields.call),
        number(fields.at),
        truth(fields.isRunning),
      ] as const;
      if (fields.error === undefined) return { user, event, call, at, isRunning };
      return { user, event, call, at, isRunning, error: described(fields.error) };
    }
    case 'failed':
      return { user, event, error: described(fields.error) };
    case 'looked':
      if (fields.threads === undefined) return { user, event };
      return { user, event, threads: foundThreads(fields.threads) };
    default:
      throw new TypeError('there is no such event');
  }
}

function described(value: unknown): Described {
  const { isError, message } = fieldsOf(value);
  return { isError: truth(isError), message: text(message) };
}

function foundThreads(value: unknown): FoundThreads {
  const { server, miner, signals, isStopped } = fieldsOf(value);
  return {
    server: number(server),
    miner: number(miner),
    signals: number(signals),
    isStopped: truth(isStopped),
  };
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return value as Fields;
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value.length > LONGEST_TEXT) throw new TypeError('not a text');
  return value;
}

function number(value: unknown): number {
  if (!Number.isFinite(value)) throw new TypeError('not a number');
  return value as number;
}

function truth(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('not true or false');
  return value;
}

function oneOf<Choice>(choices: readonly Choice[], value: unknown): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new TypeError('not one of the choices');
  return found;
}
