import { afterRunning } from '../harness/parent/sandbox/afterRunning';
import { RunningWatch } from '../harness/parent/sandbox/RunningWatch';

/** Stands still, as a process does that gets no processor. */
function standStill(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

it('what comes while the grader stands still is not late', async () => {
  const begun = performance.now();
  const over = new Promise<number>((resolve) =>
    afterRunning(300, () => resolve(performance.now() - begun)),
  );
  standStill(500);
  const isOver = await Promise.race([over.then(() => true), new Promise(setImmediate)]);
  expect(isOver).not.toBe(true);
  expect(await over).toBeGreaterThan(700);
});

it('a grader that always stands still waits at most three times as long', async () => {
  const begun = performance.now();
  const over: true[] = [];
  let stops = 0;
  afterRunning(300, () => over.push(true));
  for (; over.length === 0; stops++) {
    standStill(200);
    await new Promise(setImmediate);
  }
  expect(performance.now() - begun).toBeGreaterThanOrEqual(900);
  expect(stops).toBeLessThanOrEqual(6);
});

it('a wait that was ended calls nobody', async () => {
  let isOver = false;
  afterRunning(30, () => (isOver = true))();
  await new Promise<void>((resolve) => afterRunning(100, resolve));
  expect(isOver).toBe(false);
});

it('a watch counts hardly anything while the grader stands still', () => {
  const watch = new RunningWatch();
  standStill(300);
  expect(watch.stop()).toBeLessThanOrEqual(50);
});
