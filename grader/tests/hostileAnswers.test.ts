import { changeAtRandom } from '../../tests/support/changeAtRandom';
import { COURSE } from '../course/course';
import { SOLUTION } from '../course/parts';
import type { HostMessage } from '../harness/channel/protocol';
import { gradeSteps } from '../harness/parent/gradeSteps';
import { encode } from '../harness/channel/encode';
import { Random } from '../harness/parent/suite/Random';
import { renderReport } from '../report/renderReport';
import { toJson } from '../report/toJson';

/** How many gradings: two in the usual tests. For a long search, set CANTOR_ROUNDS. */
const ROUNDS = Number(process.env.CANTOR_ROUNDS ?? 2);
/** The first seed. Set CANTOR_SEED to repeat a failure. */
const FIRST = Number(process.env.CANTOR_SEED ?? Date.now() % 1_000_000);

/** One of this many messages is changed. If many are changed, few checks reach their end. */
const RARITIES = [3, 10, 40];

/** Changes a message of a process before the grader reads it. */
const mockChange = { message: (message: HostMessage): unknown => message };

jest.mock('../harness/parent/sandbox/readHostMessage', () => {
  const { readHostMessage } = jest.requireActual<{
    readHostMessage: (message: unknown) => HostMessage | undefined;
  }>('../harness/parent/sandbox/readHostMessage');
  return {
    readHostMessage: (message: HostMessage) => readHostMessage(mockChange.message(message)),
  };
});

test.each(Array.from({ length: ROUNDS }, (_, i) => FIRST + i))(
  'no answer of a submission ends the grading with an error of the grader (seed %i)',
  async (seed) => {
    const random = new Random(`hostile answers ${seed}`);
    const rarity = RARITIES[seed % RARITIES.length];
    mockChange.message = (message) =>
      random.integer(1, rarity) === 1 ? withOddAnswer(message, random) : message;

    const report = await gradeSteps({
      steps: COURSE,
      target: SOLUTION,
      seed,
      searches: {},
      checkTypes: false,
    });

    expect(report.faults).toEqual([]);
    const checks = report.steps.flatMap((step) => step.checks);
    expect(checks.filter(({ failure, reason }) => failure ?? reason).length).toBeGreaterThan(0);
    for (const { state, failure, reason, points, outOf } of checks) {
      expect(points).toBe(state === 'passed' ? outOf : 0);
      if (state === 'failed') expect(failure?.got).toEqual(expect.any(String));
      expect(failure?.kind).not.toBe('unreadable');
      if (state === 'not judged') expect(reason).toEqual(expect.any(String));
    }
    expect(() => JSON.parse(toJson(report)) as unknown).not.toThrow();
    const style = { target: undefined, all: true, paint: (_tone: unknown, text: string) => text };
    expect(renderReport(report, style).length).toBeLessThan(1_000_000);
  },
);

/** Returns a message of a process with one random change in the answer. */
function withOddAnswer(message: HostMessage, random: Random): unknown {
  for (const name of ['reports', 'seen', 'told', 'met', 'loadError'] as const) {
    if (!(name in message)) continue;
    const answer: unknown = message[name as keyof HostMessage];
    const changed = { ...message, [name]: changeAtRandom(answer, random) };
    try {
      encode(changed);
      return changed;
    } catch {
      return message; // the grader reads no larger answer
    }
  }
  return message;
}
