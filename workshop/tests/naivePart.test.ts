import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../../grader/course/course';
import { SOLUTION } from '../../grader/course/parts';
import { naivePart } from '../student/naivePart';

it.each(COURSE.map((step) => [step.name, step] as const))(
  'the naive part of %s is a wrong file of the step',
  (name, step) => {
    const [naive, right] = [naivePart(step), SOLUTION].map((folder) =>
      readFileSync(join(folder, `${name}.ts`), 'utf8'),
    );
    expect(naive).not.toBe(right);
  },
);
