import { dirname } from 'node:path';
import type { Place } from '../../channel/Problem';
import type { Call, CallReport } from '../../channel/protocol';
import { Attempt } from '../suite/Attempt';
import { CheckFailed } from '../suite/CheckFailed';
import { wordOf } from '../suite/show';
import { explainNoRefusal, explainThrow } from './explainThrow';
import { noAnswer } from './noAnswer';
import { placeOfFunction, placeOfThrow } from './placeOfFunction';
import { showCall } from './showCall';
import { shownFile } from './shownFile';
import type { CallsOutcome } from './Submission';

/** Calls that were sent in one request. */
interface Asked {
  /** The student's file. */
  file: string;
  calls: readonly Call[];
  /** How long the calls could take together, in milliseconds. */
  ms: number;
  /** True if a `Refusal` counts as an answer. */
  mayRefuse: boolean;
}

/**
 * Returns the answer to each call.
 *
 * @throws CheckFailed if a call has no answer
 */
export function answersOf(outcome: CallsOutcome, asked: Asked): Attempt[] {
  const { file, calls, ms } = asked;
  if ('unloadable' in outcome || 'ending' in outcome) {
    const tried = calls.map(showCall).join(', then ');
    throw noAnswer(outcome, { file, of: calls[0].name, tried, expected: expectedOf(asked), ms });
  }
  return outcome.map((report, i) => answerOf(report, calls[i], asked));
}

function answerOf(report: CallReport, call: Call, asked: Asked): Attempt {
  const { file, mayRefuse } = asked;
  const { name, args } = call;
  const tried = showCall(call);
  const placeOf = (): Place | undefined => placeOfFunction(file, name);
  const expected = 'an answer';
  switch (report.outcome) {
    case 'returned':
      return new Attempt({ ...report, sent: args }, undefined, tried, placeOf);
    case 'threw': {
      const { error } = report;
      if (mayRefuse && error.name === 'Refusal') {
        const given = { ...report, value: undefined, sent: args };
        return new Attempt(given, wordOf(error.code), tried, placeOf);
      }
      throw new CheckFailed({
        tried,
        expected: expectedOf(asked),
        place: placeOfThrow(error.stack, dirname(file)) ?? placeOf(),
        ...(mayRefuse ? explainNoRefusal(error) : explainThrow(error)),
      });
    }
    case 'missing': {
      const found = report.found === 'undefined' ? '' : ` (${name} is of type ${report.found})`;
      const got = `${shownFile(file)} exports no function ${name}${found}`;
      throw new CheckFailed({ kind: 'missing', tried, expected, got });
    }
    case 'not data':
      throw new CheckFailed({ kind: 'wrong', tried, expected, got: report.what, place: placeOf() });
  }
}

function expectedOf({ mayRefuse }: Asked): string {
  return mayRefuse ? 'an answer, or a Refusal with its code' : 'an answer';
}
