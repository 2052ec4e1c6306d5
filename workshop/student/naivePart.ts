import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step, StepName } from '../../grader/course/course';
import { STEPS } from '../../grader/steps/index';

/** The part that a beginner could have written, by its name in the proof of the grader. */
const NAIVE: Readonly<Record<StepName, string>> = {
  hashBlock: 'the transaction is left out',
  createGenesisBlock: 'the block before the parent is named',
  mine: 'nothing asks whether to go on',
  validateBlock: 'the work is not looked at',
  ledger: 'ids are not remembered',
  User: 'nobody waits for the exit of the threads',
  signals: 'counting loads and stores',
  minerThread: 'a payment waits for the end of the rest',
  broadcast: 'one peer is asked after the other',
  handleMsg: 'nobody is asked for a missing parent',
  longestChain: 'it always keeps ours',
  catchUp: 'the branch is offered only at the end',
  reorganise: 'no payment is kept',
  signatures: 'nothing is ever verified',
};

/** Returns what is naive about the naive part of a step. */
export function naiveMistake({ name }: Step): string {
  return NAIVE[name];
}

/**
 * Writes the naive part of a step into a new folder, and returns the folder. It is removed when the
 * process ends.
 */
export function naivePart(step: Step): string {
  const mistake = naiveMistake(step);
  const mutant = STEPS[step.name].mutants.wrong.find(({ name }) => name === mistake);
  if (mutant === undefined) throw new Error(`no mutant of ${step.name} is called "${mistake}"`);
  const folder = mkdtempSync(join(tmpdir(), 'cantor-naive-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, `${step.name}.ts`), mutant.source);
  return folder;
}
