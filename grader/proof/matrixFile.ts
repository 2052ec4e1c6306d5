import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../parts';
import type { Matrix } from './Matrix';
import { renderMatrix } from './renderMatrix';

const FOLDER = join(ROOT, 'grader', 'mutants');
const FOR_PROGRAMS = join(FOLDER, 'matrix.json');
const FOR_PEOPLE = join(FOLDER, 'README.md');

/** The matrix of the last proof. */
export function readMatrix(): Matrix {
  return JSON.parse(readFileSync(FOR_PROGRAMS, 'utf8')) as Matrix;
}

/** Keeps the matrix of a proof, for programs and for people. */
export function writeMatrix(matrix: Matrix): void {
  writeFileSync(FOR_PROGRAMS, `${JSON.stringify(matrix, null, 2)}\n`);
  writeFileSync(FOR_PEOPLE, renderMatrix(matrix));
}
