import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { SOLUTION } from '../../grader/course/parts';
import { reference } from '../../grader/steps/support/reference';
import { privateFolder } from '../../tests/support/command';
import { drawBars } from '../labs/drawBars';
import { playScene, SceneFailure } from '../scenes/playScene';
import { naivePart } from '../student/naivePart';

/** The longest scene, in milliseconds. The time to compile the code is included. */
const LIMIT_MS = 10_000;

const steps = COURSE.map((step): [string, Step] => [step.name, step]);

/** Writes a file of step 3 into a new folder, and returns the folder. */
function mineFolder(name: string, source: string): string {
  const folder = join(privateFolder(), name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'mine.ts'), source);
  return folder;
}

it.each(steps)(
  'the scene of %s ends badly with the naive part, and well with the reference',
  async (_name, step) => {
    const lines: string[] = [];
    const print = (...more: string[]): void => void lines.push(...more);
    const begun = performance.now();
    const naive = await playScene(step, naivePart(step), print);
    expect(performance.now() - begun).toBeLessThan(LIMIT_MS);
    const told = lines.splice(0);
    expect(naive.isGood).toBe(false);

    const right = await playScene(step, SOLUTION, print);
    expect(right.isGood).toBe(true);
    expect(lines).not.toEqual(told);
    expect(right.text).not.toBe(naive.text);
  },
);

it('the bars of a chart fit the terminal', () => {
  const bars = [
    { name: 'hashes made', value: 10, text: '1,000,000' },
    { name: 'hashes counted', value: 5, text: '500,000' },
  ];
  expect(drawBars(bars, 60)).toEqual([
    `  hashes made     ${'█'.repeat(32)} 1,000,000`,
    `  hashes counted  ${'█'.repeat(16)} 500,000`,
  ]);
  expect(drawBars(bars, 80)[0]).toBe(`  hashes made     ${'█'.repeat(40)} 1,000,000`);
});

/** Replaces the beginning of `mine`, and plays the scene of step 3. */
function playMine(name: string, statement: string): Promise<unknown> {
  const source = reference('mine').replace('const prefix =', `${statement}\n  const prefix =`);
  return playScene(COURSE[2], mineFolder(name, source), () => {});
}

it('a part that throws, and a part that never ends, end the scene with an error', async () => {
  const throws = playMine('throws', "throw new Error('my mistake');");
  await expect(throws).rejects.toThrow(SceneFailure);
  await expect(throws).rejects.toThrow('my mistake');
  const step = COURSE[1];
  const hangs = join(privateFolder(), 'hangs');
  mkdirSync(hangs, { recursive: true });
  writeFileSync(
    join(hangs, 'createGenesisBlock.ts'),
    reference('createGenesisBlock').replace('const genesis', 'for (;;);\n  const genesis'),
  );
  await expect(playScene(step, hangs, () => {})).rejects.toThrow('the scene is not over after');
});
