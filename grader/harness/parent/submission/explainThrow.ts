import { isCode } from '../../../../solution/supplied/Refusal';
import { COURSE, handoutOf } from '../../../course/course';
import type { ErrorReport } from '../../channel/protocol';
import type { Failure } from '../suite/Report';

/** What came back in place of an answer. */
export type Got = Pick<Failure, 'kind' | 'got'>;

/** Tells a student what their function threw. */
export function explainThrow(error: ErrorReport): Got {
  if (error.name !== 'NotImplemented')
    return { kind: 'threw', got: `it threw ${nameError(error)}` };
  const name = String(error.functionName);
  const step = COURSE.find(({ functions }) => functions.includes(name));
  if (step === undefined) return { kind: 'unwritten', got: error.message };
  return { kind: 'unwritten', got: `${name} is not written yet: see ${handoutOf(step)}` };
}

/** Tells the same where the function may throw a `Refusal` and threw an error with its code. */
export function explainNoRefusal(error: ErrorReport): Got {
  const thrown = explainThrow(error);
  if (!isCode(error.message)) return thrown;
  const { got } = thrown;
  return { ...thrown, got: `${got}, which is no Refusal: throw new Refusal('${error.message}')` };
}

export function nameError({ name, message }: ErrorReport): string {
  return message === '' ? name : `${name}: ${message}`;
}
