import { isCode } from '../../../../solution/supplied/Refusal';
import { COURSE, handoutOf } from '../../../course/course';
import type { ErrorReport } from '../../channel/protocol';
import type { Failure } from '../suite/Report';

/** What a submission did instead of an answer. */
export type Got = Pick<Failure, 'kind' | 'got' | 'wasLeft'>;

/** Tells a student which error the function threw. */
export function explainThrow(error: ErrorReport): Got {
  if (error.name !== 'NotImplemented')
    return { kind: 'threw', got: `it threw ${nameError(error)}` };
  const name = String(error.functionName);
  const step = COURSE.find(({ functions }) => functions.includes(name));
  if (step === undefined) return { kind: 'unwritten', got: error.message };
  return { kind: 'unwritten', got: `${name} is not written yet: see ${handoutOf(step)}` };
}

/**
 * Does the same as `explainThrow` for a function that can throw a `Refusal`. If the error's message
 * is the code of a `Refusal`, adds how to throw a `Refusal`.
 */
export function explainNoRefusal(error: ErrorReport): Got {
  const thrown = explainThrow(error);
  if (!isCode(error.message)) return thrown;
  const { got } = thrown;
  return { ...thrown, got: `${got}, which is no Refusal: throw new Refusal('${error.message}')` };
}

export function nameError({ name, message }: ErrorReport): string {
  return message === '' ? name : `${name}: ${message}`;
}
