import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Step } from '../../grader/course/course';
import { COURSE } from '../../grader/course/course';
import { partsPlugin, SOLUTION } from '../../grader/course/parts';
import { outputColumns } from '../../grader/report/outputColumns';
import { bundle } from '../../solution/supplied/user/bundle';
import type { SceneData, SceneNews } from './sceneEntry';
import type { Ending } from './SceneScript';

/** The longest scene, in milliseconds. */
const LIMIT_MS = 12_000;

/** A scene that did not end as a scene should: an error, or no end. */
export class SceneFailure extends Error {
  override readonly name = 'SceneFailure';
}

/**
 * Plays the scene of a step. The step comes from `folder`, and all other steps from the reference.
 *
 * @param print prints lines while the scene is played
 * @param columns how many columns a drawing can have
 * @throws SceneFailure if the step's code throws, or if the scene is not over after 12 s; the
 *   errors of esbuild if the code cannot be compiled
 */
export async function playScene(
  step: Step,
  folder: string,
  print: (...lines: string[]) => void,
  columns = outputColumns(),
): Promise<Ending> {
  const steps = COURSE.map((each) => [each.name, each === step ? folder : SOLUTION] as const);
  const { scene, ...code } = await bundle(
    {
      scene: join(__dirname, 'sceneEntry.ts'),
      counter: join(__dirname, 'countEntry.ts'),
      server: join(SOLUTION, 'supplied', 'user', 'serverThread.ts'),
      miner: join(SOLUTION, 'supplied', 'user', 'minerEntry.ts'),
    },
    [partsPlugin({ base: SOLUTION, steps: new Map(steps) })],
  );
  const workerData: SceneData = { step: step.name, code, columns };
  // The scene has a thread of its own, because the step's code can hang.
  const thread = new Worker(scene, { workerData, execArgv: [] });
  try {
    return await endingOf(thread, print);
  } finally {
    await thread.terminate();
  }
}

function endingOf(thread: Worker, print: (...lines: string[]) => void): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const fail = (message: string, stack?: string): void => {
      const failure = new SceneFailure(message);
      if (stack !== undefined) failure.stack = stack;
      reject(failure);
    };
    const timer = setTimeout(
      () => fail(`the scene is not over after ${LIMIT_MS / 1000} s`),
      LIMIT_MS,
    );
    thread.on('message', (news: SceneNews) => {
      if ('lines' in news) print(...news.lines);
      else if ('ending' in news) resolve(news.ending);
      else fail(news.error.message, news.error.stack);
    });
    thread.once('error', (error) => fail(error.message, error.stack));
    thread.once('exit', () => {
      clearTimeout(timer);
      fail('the thread of the scene has ended');
    });
  });
}
