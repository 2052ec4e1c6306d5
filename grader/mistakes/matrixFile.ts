import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step, StepName } from '../course/course';
import { ROOT } from '../course/parts';
import type { Matrix } from './Matrix';
import { renderMatrix } from './renderMatrix';

/** Returns the matrix of a step's last proof. */
export function readMatrix(step: StepName): Matrix {
  return JSON.parse(readFileSync(fileOf(step, 'matrix.json'), 'utf8')) as Matrix;
}

/** Writes the matrix of a step's proof to the step's folder: as JSON, and as a page to read. */
export function writeMatrix(step: Step, matrix: Matrix): void {
  writeFileSync(fileOf(step.name, 'matrix.json'), `${JSON.stringify(matrix, null, 2)}\n`);
  writeFileSync(fileOf(step.name, 'README.md'), renderMatrix(step, matrix));
}

function fileOf(step: StepName, name: string): string {
  return join(ROOT, 'grader', 'steps', step, name);
}
