import { dirname } from 'node:path';
import { LONGEST_FILE } from '../../../course/faultOf';
import type { Ending } from '../sandbox/Host';
import type { Story } from '../../channel/Story';
import { CheckFailed } from '../suite/CheckFailed';
import { COMPILE_MS } from './Compiler';
import { explainThrow, nameError } from './explainThrow';
import type { Got } from './explainThrow';
import type { ErrorReport } from '../../channel/protocol';
import { placeOfFunction, placeOfThrow } from './placeOfFunction';
import { shownFile } from './shownFile';
import { showProblem } from './showProblem';
import type { Unloadable } from './Submission';

/** A request that a submission did not answer. */
interface Asked {
  /** The student's file. */
  file: string;
  /** The function that was called. */
  of: string;
  tried: string;
  expected: string;
  /** How long the answer could take, in milliseconds. */
  ms: number;
  /** The calls, for the student to repeat them. */
  story?: Story;
}

/** Returns the failure of a check whose submission ended or could not be loaded. */
export function noAnswer(outcome: Ending | Unloadable, asked: Asked): CheckFailed {
  const { file, of, tried, expected, ms, story } = asked;
  if ('unloadable' in outcome) {
    const got = explainUnloadable(outcome, file);
    return new CheckFailed({ tried, expected: 'an answer', ...got });
  }
  const got = explainEnding(outcome, of, Math.ceil(ms / 1000));
  return new CheckFailed({ tried, expected, place: placeOfFunction(file, of), story, ...got });
}

function explainEnding(end: Ending, called: string, seconds: number): Got {
  switch (end.ending) {
    case 'hung':
      return { kind: 'hung', got: `${called} did not return within ${seconds} seconds` };
    case 'exited':
      return { kind: 'ended', got: `your code called process.exit(${end.code})` };
    case 'memory':
      return { kind: 'ended', got: `${called} used more memory than the 512 MiB that it may` };
    case 'killed':
      return {
        kind: 'ended',
        got: `the program ended by ${end.signal}: it ran out of memory or was aborted`,
      };
    case 'interfered':
      return { kind: 'ended', got: 'something in your code wrote into the grader’s own channel' };
    case 'unbounded':
      return {
        kind: 'ended',
        got: `${called} gave back a value that is too large or too deep, or contains itself`,
      };
    case 'uncaught':
      return {
        ...{ kind: 'threw', wasLeft: true },
        got: `code left running by an earlier call threw ${nameError(end.error)}`,
      };
  }
}

function explainUnloadable(problem: Unloadable, path: string): Got {
  const file = shownFile(path);
  const kind = 'unloadable';
  switch (problem.unloadable) {
    case 'missing file':
      return { kind: 'unwritten', got: `there is no ${file}` };
    case 'no file':
      return { kind, got: `${file} is not a file` };
    case 'too long':
      return { kind, got: `${file} is longer than the ${LONGEST_FILE / 1024} KiB that it may be` };
    case 'too slow':
      return { kind, got: `compiling ${file} took more than ${COMPILE_MS / 1000} seconds` };
    case 'too large':
      return { kind, got: `compiling ${file} took more than 512 MiB of memory` };
    case 'link':
      return { kind, got: `${file} is a link; what is graded is the file itself` };
    case 'does not compile':
      return { kind, got: problem.problems.map(showProblem).join('\n') };
    case 'throws':
      if (problem.error.name === 'NotImplemented') return explainThrow(problem.error);
      return { kind, got: explainLoadError(problem.error, path) };
    case 'ends': {
      if (problem.end.ending === 'uncaught') {
        return { kind, got: explainLoadError(problem.end.error, path) };
      }
      const { got } = explainEnding(problem.end, `loading ${file}`, 2);
      return { kind, got: problem.end.ending === 'hung' ? got : `${got} while it was loaded` };
    }
  }
}

/** Returns the error, and its line if it is known. */
function explainLoadError(error: ErrorReport, path: string): string {
  const place = placeOfThrow(error.stack, dirname(path));
  if (place === undefined)
    return `while ${shownFile(path)} was loaded, it threw ${nameError(error)}`;
  return `${place.file}:${place.line}: while the file was loaded, this line threw ${nameError(error)}`;
}
