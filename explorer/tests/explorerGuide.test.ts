import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stepOf } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { specificationOf } from '../../grader/course/specificationOf';
import { CODES } from '../../solution/supplied/Refusal';
import { explorerGuide } from '../../workshop/student/explorerGuide';

const guide = explorerGuide();

it('each code leads to a handout, and each step to its file and a sentence', () => {
  expect(Object.keys(guide)).toEqual(expect.arrayContaining(Object.keys(CODES)));
  for (const [cause, remedies] of Object.entries(guide)) {
    expect([cause, remedies.length > 0]).toEqual([cause, true]);
    for (const { step, file, handout, sentence } of remedies) {
      expect([cause, existsSync(join(ROOT, handout))]).toEqual([cause, true]);
      if (step === null) continue;
      expect([cause, existsSync(join(ROOT, file ?? ''))]).toEqual([cause, true]);
      expect([cause, sentence?.text.length ?? 0]).not.toEqual([cause, 0]);
    }
  }
});

it.each(['ledger', 'handleMsg'] as const)(
  'a code that names a sentence of %s names a sentence about this code',
  (name) => {
    const { number } = stepOf(name);
    const sentences = [...specificationOf(stepOf(name)).values()];
    for (const [cause, remedies] of Object.entries(guide)) {
      if (!sentences.some((text) => text.includes(cause))) continue;
      for (const { step, sentence } of remedies) {
        if (step === number) expect(sentence?.text).toContain(cause);
      }
    }
  },
);
