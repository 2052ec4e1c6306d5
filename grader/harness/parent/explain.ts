import { isCode } from '../../../solution/supplied/Refusal';
import { COURSE, handoutOf } from '../../course/course';
import type { Step } from '../../course/course';
import { LONGEST_FILE } from '../../course/faultOf';
import type { Ending } from './sandbox/Host';
import type { ErrorReport } from '../channel/protocol';
import type { Failure, Problem } from './suite/Report';
import type { Unloadable } from './submission/Submission';

/** Part of a failure: what came instead of what was expected. */
export type Came = Pick<Failure, 'kind' | 'got'>;

/** What a student reads when a call brought no answer. */
export function explainEnding(end: Ending, called: string, seconds: number): Came {
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
    case 'stray':
      return {
        kind: 'threw',
        got: `something left running by an earlier call threw ${nameError(end.error)}`,
      };
  }
}

/** What a student reads when the step's file could not even be loaded. */
export function explainUnloadable(problem: Unloadable, file: string): Came {
  const kind = 'unloadable';
  switch (problem.unloadable) {
    case 'missing file':
      return { kind, got: `there is no ${file}` };
    case 'no file':
      return { kind, got: `${file} is no file` };
    case 'too long':
      return { kind, got: `${file} is longer than the ${LONGEST_FILE / 1024} KiB that it may be` };
    case 'link':
      return { kind, got: `${file} is a link; what is graded is the file itself` };
    case 'does not compile':
      return { kind, got: problem.problems.map(showProblem).join('\n') };
    case 'throws':
      if (problem.error.name === 'NotImplemented') return explainThrow(problem.error);
      return { kind, got: `${file} threw ${nameError(problem.error)} while it was loaded` };
    case 'ends': {
      const { got } = explainEnding(problem.end, `loading ${file}`, 2);
      return { kind, got: problem.end.ending === 'hung' ? got : `${got} while it was loaded` };
    }
  }
}

/** What a student reads when a function threw. */
export function explainThrow(error: ErrorReport): Came {
  if (error.name !== 'NotImplemented')
    return { kind: 'threw', got: `it threw ${nameError(error)}` };
  const step = COURSE.find(({ functions }) => functions.includes(String(error.functionName)));
  if (step === undefined) return { kind: 'unwritten', got: error.message };
  return { kind: 'unwritten', got: unwritten(step, String(error.functionName)) };
}

/** The same where a `Refusal` would have been an answer, and something like it was thrown. */
export function explainNoRefusal(error: ErrorReport): Came {
  const came = explainThrow(error);
  if (!isCode(error.message)) return came;
  const { got } = came;
  return { ...came, got: `${got}, which is no Refusal: throw new Refusal('${error.message}')` };
}

/** A problem with its place, and the line itself if it is known. */
export function showProblem({ file, line, message, excerpt }: Problem): string {
  const place = file === '' ? '' : `${file}:${line}: `;
  return `${place}${message}${excerpt === undefined ? '' : `\n${excerpt}`}`;
}

function unwritten(step: Step, name: string): string {
  return `${name} is not written yet: see ${handoutOf(step)}`;
}

function nameError({ name, message }: ErrorReport): string {
  return message === '' ? name : `${name}: ${message}`;
}
