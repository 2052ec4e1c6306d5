// Either the stage on which a scenario is played, or one of the threads that are started there.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import threads from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type * as UserStep from '../../../../solution/User';
import * as plays from './plays';
import { lockGlobals } from '../../../harness/child/lockGlobals';
import { playPuppet } from './puppet';

type Play = (submission: typeof UserStep, data: unknown) => Promise<unknown>;

interface StageData {
  play: string;
  data: unknown;
  /** Where what was seen goes to. */
  told: MessagePort;
}

const stage = threads.workerData as StageData | { play?: undefined };
const byName = new Map<string, unknown>(Object.entries(plays));

async function onStage({ play, data, told }: StageData): Promise<void> {
  const load = createRequire(__filename);
  // The submission, which runs in this thread too, must not find the port.
  Reflect.set(threads, 'workerData', undefined);
  lockGlobals();
  try {
    const submission = load(join(__dirname, 'submission.cjs')) as typeof UserStep;
    told.postMessage({ seen: await (byName.get(play) as Play)(submission, data) });
  } catch (error) {
    const { name: kind, message, stack, functionName } = Object(error) as Record<string, unknown>;
    told.postMessage({ met: { name: kind, message, stack, functionName } });
  }
}

if (stage.play === undefined) playPuppet();
else void onStage(stage);
