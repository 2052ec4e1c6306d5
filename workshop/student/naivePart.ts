import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step, StepName } from '../../grader/course/course';
import { STEPS } from '../../grader/steps/index';

/** The part that a beginner could have written, by its name in the proof of the grader. */
const NAIVE: Readonly<Record<StepName, string>> = {
  hashBlock: 'the transaction is left out',
  createGenesisBlock: 'previousHash is the hash of the parent’s parent',
  mine: 'goOn is never called',
  validateBlock: 'the work is not checked',
  ledger: 'ids are not remembered',
  User: 'stop does not wait for the exit of the threads',
  signals: 'countHashes loads, adds and stores',
  minerThread: 'a payment waits for the end of the rest',
  broadcast: 'one peer is asked after the other',
  handleMsg: 'fetchLater is not called for a missing parent',
  longestChain: 'it always keeps our blocks',
  catchUp: 'adopt gets the branch only at the end',
  reorganise: 'no payment is kept',
  signatures: 'verify does not check the signature',
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
