// The thread that plays a scene. The steps in its code are the parts with which the scene is shown.
import { parentPort, workerData } from 'node:worker_threads';
import type { StepName } from '../../grader/course/course';
import { errorLike } from '../../solution/supplied/program/Program';
import { typeScriptStacks } from '../../solution/supplied/user/typeScriptStacks';
import type { Ending } from './SceneScript';
import { SCENES } from './scenes';
import { SceneStage } from './SceneStage';
import type { SceneCode } from './SceneStage';

/** The `workerData` of the thread. */
export interface SceneData {
  step: StepName;
  code: SceneCode;
  /** How many columns a line can have. The thread itself sees no terminal. */
  columns: number;
}

/** What the thread posts: lines to print, and at last the ending or the error. */
export type SceneNews =
  { lines: string[] } | { ending: Ending } | { error: { message: string; stack?: string } };

/** How long the users get to stop, in milliseconds. */
const STOP_MS = 2000;

const { step, code, columns } = workerData as SceneData;
const post = (news: SceneNews): void => parentPort?.postMessage(news);
const stage = new SceneStage(code, (...lines) => post({ lines }), columns);

typeScriptStacks(__filename);
SCENES[step]
  .play(stage)
  .then((ending): SceneNews => ({ ending }))
  .catch((error: unknown): SceneNews => {
    // The error of a user comes first. It is the reason of other errors.
    const { message, stack } = errorLike(stage.failure?.cause ?? error);
    return { error: { message, stack } };
  })
  .then(async (news) => {
    // A stop that fails or hangs must not hide the news. The thread is ended in any case.
    const limit = new Promise((resolve) => setTimeout(resolve, STOP_MS));
    await Promise.race([stage.stop().catch(() => undefined), limit]);
    post(news);
  });
