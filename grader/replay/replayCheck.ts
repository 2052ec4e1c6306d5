import { join } from 'node:path';
import { COURSE } from '../course/course';
import type { Step, StepName } from '../course/course';
import { STARTER } from '../course/parts';
import { Caller } from '../harness/parent/Caller';
import { Hangs } from '../harness/parent/Hangs';
import { CheckFailed } from '../harness/parent/suite/CheckFailed';
import { Random } from '../harness/parent/suite/Random';
import type { Replay, SearchTools } from '../harness/parent/suite/Search';
import { clean } from '../report/clean';
import { wrap } from '../report/wrap';
import { compileLocally } from './compileLocally';
import { LocalSubmission } from './LocalSubmission';
import { readSuite } from './readSuite';

/** A check to play again. */
export interface Played {
  /** The name of the check. */
  check: string;
  /** All random data of the check comes from this number. */
  seed: number;
  /** The case that the step's search has found. Without it, the examples of the check are played. */
  searched?: unknown;
}

/**
 * Plays a check again, with the student's file in this process: no sandbox, no time limits. Then
 * prints what was expected, and ends the process.
 */
export async function replayCheck(
  name: StepName,
  { check, seed, searched }: Played,
): Promise<void> {
  const step = COURSE.find((one) => one.name === name) as Step;
  const { checks, afterEach } = readSuite(step);
  const body = checks.get(check);
  if (body === undefined) throw new Error(`step ${step.number} has no check "${check}"`);
  const submission = new LocalSubmission(join(STARTER, `${name}.ts`), await compileLocally(step));
  const random = new Random(`${seed} ${name} ${check}`);
  const caller = new Caller(submission, new Hangs(Infinity, { isStopped: false }));
  const tools: SearchTools = { ...caller.tools(random, Infinity), seed };
  let hasEnded = false;
  process.once('beforeExit', () => {
    if (hasEnded) return;
    console.log('\nIt waits for something that never happens.');
    process.exitCode = 1;
  });
  console.log(wrap(`${check}\nYour file runs now:\n`));
  try {
    await (searched === undefined ? body(tools) : searchOf(step)(tools, searched));
    console.log('\nThe check passes.');
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    process.exitCode = 1;
    const { tried, expected, got } = error.failure;
    const lines = { tried, expected, got };
    console.log();
    for (const [label, text] of Object.entries(lines)) {
      console.log(wrap(clean(text), label.padEnd(10)));
    }
  } finally {
    hasEnded = true;
    afterEach();
  }
  process.exit();
}

function searchOf({ name }: Step): Replay {
  return (require(`../steps/${name}/search`) as { replay: Replay }).replay;
}
