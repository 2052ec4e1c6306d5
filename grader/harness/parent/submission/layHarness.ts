import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step, StepName } from '../../../course/course';
import { GraderError } from '../sandbox/GraderError';
import { openToRead } from '../sandbox/Sandbox';
import type { Sandbox } from '../sandbox/Sandbox';
import { compilerOf } from './compilerOf';

/** Our own compiled files for the process of a submission, by their names. */
type Harness = ReadonlyMap<string, Buffer>;

/** The files of each step, compiled once for all submissions. */
const harnesses = new Map<StepName, Promise<Harness>>();

/**
 * Creates the folder of a sandbox and writes our own files into it. With these files, the process
 * of a submission can start while the submission is still compiled.
 *
 * @throws GraderError if our own files cannot be compiled
 */
export async function layHarness(step: Step, sandbox: Sandbox): Promise<void> {
  const { folder } = sandbox;
  mkdirSync(folder, { recursive: true });
  const compiled = harnesses.get(step.name) ?? compile(step, folder);
  harnesses.set(step.name, compiled);
  for (const [name, text] of await compiled) writeFileSync(join(folder, name), text);
  openToRead(sandbox);
}

async function compile(step: Step, folder: string): Promise<Harness> {
  const answer = await compilerOf(step).compile({ step: step.name, folder });
  if (typeof answer === 'string') throw new GraderError(`our own files of ${step.name}: ${answer}`);
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}
