import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../grader/course/parts';
import { inOrder, timeOf } from '../Row';
import type { Row } from '../Row';

const GRADE = ['workshop/commands/launchGuarded.js', 'workshop/commands/grade.ts'];

function grading(step: string): Promise<number> {
  return timeOf(() => mustRun([...GRADE, step, '--target', 'solution'], ROOT));
}

/** A run of Jest with one test that does nothing. */
function emptyRun(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'cantor-bench-'));
  writeFileSync(join(folder, 'empty.test.js'), "test('nothing', () => {});\n");
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  return timeOf(() => mustRun([jest, '--rootDir', folder, '--config', '{}'], folder)).finally(() =>
    rmSync(folder, { recursive: true }),
  );
}

function mustRun(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
}

export const GRADING: readonly Row[] = ['step1', 'step3', 'step5'].map((step) => ({
  name: `grade-${step}`,
  what: `${step} graded cold, with isolation and search`,
  beside: 'an empty Jest run',
  goal: { atMost: 2.5 },
  pair: (oursFirst) => inOrder(oursFirst, () => grading(step), emptyRun),
}));
