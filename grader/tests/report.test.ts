import { COURSE } from '../course/course';
import type { CheckReport, StepReport } from '../harness/parent/suite/Report';
import { renderStep } from '../report/renderStep';

/** What a student reads of a step of which so many checks fail. */
function shown(failing: number, all = false): string {
  const checks = Array.from({ length: failing }, (_, i): CheckReport => ({
    name: `Sentence ${i + 1} holds`,
    state: 'failed',
    points: 0,
    outOf: 1,
    of: 'mine',
    sentence: i + 1,
    why: 'It matters.',
    failure: { kind: 'wrong', tried: 'mine()', expected: `${i}`, got: `${i + 1}` },
  }));
  const [, , step] = COURSE;
  const about = { step, file: 'starter/mine.ts', typeErrors: [], likely: [] };
  const report: StepReport = { ...about, points: 0, outOf: failing, checks };
  return renderStep(report, { again: 'npm run grade', all, paint: (_tone, text) => text });
}

const toldIn = (text: string): number => text.match(/^ {4}why/gm)?.length ?? 0;

it('tells the first three failures of a step in full, and names the others', () => {
  const text = shown(5);
  expect(toldIn(text)).toBe(3);
  expect(text).toContain('✗ failed  0/1  Sentence 5 holds');
  expect(text).toContain('2 more fail, ');
  expect(shown(4)).toContain('1 more fails, ');
  expect(shown(3)).not.toContain('more fail');
});

it('tells all of them if it is asked to', () => {
  expect(toldIn(shown(5, true))).toBe(5);
  expect(shown(5, true)).not.toContain('more fail');
});
