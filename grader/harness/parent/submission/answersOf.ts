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
import { storyOfCalls } from './storyOfCalls';
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
    const story = storyOfCalls(calls);
    const expected = expectedOf(asked);
    throw noAnswer(outcome, { file, of: calls[0].name, tried, expected, ms, story });
  }
  return outcome.map((report, i) => answerOf(report, calls[i], asked));
}

function answerOf(report: CallReport, call: Call, asked: Asked): Attempt {
  const { file, mayRefuse } = asked;
  const { name, args } = call;
  const tried = showCall(call);
  const placeOf = (): Place | undefined => placeOfFunction(file, name);
  const expected = 'an answer';
  const story = storyOfCalls([call]);
  switch (report.outcome) {
    case 'returned':
      return new Attempt({ ...report, sent: args, story }, undefined, tried, placeOf);
    case 'threw': {
      const { error } = report;
      if (mayRefuse && error.name === 'Refusal') {
        const given = { ...report, value: undefined, sent: args, story };
        return new Attempt(given, wordOf(error.code), tried, placeOf);
      }
      throw new CheckFailed({
        tried,
        story,
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
      throw new CheckFailed({
        kind: 'wrong',
        tried,
        story,
        expected,
        got: report.what,
        place: placeOf(),
      });
  }
}

function expectedOf({ mayRefuse }: Asked): string {
  return mayRefuse ? 'an answer, or a Refusal with its code' : 'an answer';
}
