import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { bundle } from '../../solution/supplied/user/bundle';
import type { ThreadCode } from '../../solution/supplied/user/bundle';
import { SOLUTION } from '../../grader/course/parts';

/** Compiles what the users of a lab run: the reference, with miners that let servers go first. */
export function labThreads(): Promise<ThreadCode> {
  // Each thread may let 32 MB of garbage gather before it clears up; sixty-two would fill a laptop.
  setFlagsFromString('--max-semi-space-size=1');
  return bundle({
    server: join(SOLUTION, 'supplied', 'user', 'serverThread.ts'),
    miner: join(__dirname, 'minerEntry.ts'),
  });
}
