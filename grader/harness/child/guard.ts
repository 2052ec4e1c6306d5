// Runs first in every thread of a host, before the submission: takes away what Node's permission
// model leaves open and no step needs. It shuts the doors that we know of; the lock that does not
// depend on that is another user for the host (see `hostUser`).
import hooks from 'node:async_hooks';
import modules from 'node:module';
import os from 'node:os';
import v8 from 'node:v8';
import threads from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

function denied(): never {
  throw Object.assign(new Error('the grader does not allow this'), { code: 'ERR_ACCESS_DENIED' });
}

// A thread with flags of its own would leave the permission model, and this file, behind.
const Worker = new Proxy(threads.Worker, {
  construct(target, [file, options]: [string | URL, WorkerOptions?], newTarget) {
    const { execArgv: _flags, env: _env, ...rest } = options ?? {};
    const safe: unknown = Object.assign(Object.create(null), rest);
    return Reflect.construct(target, [file, safe], newTarget) as object;
  },
});
Object.defineProperty(threads.Worker.prototype, 'constructor', { value: Worker });
threads.Worker = Worker;

// The permission model says nothing about signals, nor about other processes' priorities.
for (const name of ['kill', '_kill', '_debugProcess', '_debugEnd']) {
  Object.defineProperty(process, name, { value: denied });
}
os.setPriority = denied;

// Hooks of modules run in a thread that never sees this file; a program that replaces this one
// would not either.
for (const [of, name] of [
  [modules, 'register'],
  [process, 'execve'],
] as const) {
  if (name in of) Object.defineProperty(of, name, { value: denied });
}

// What looks into memory, is handed what others make, or changes the engine could find out the secret
// of the driver, or speak in its name.
for (const [of, name] of [
  [v8, 'setFlagsFromString'],
  [v8, 'getHeapSnapshot'],
  [v8, 'writeHeapSnapshot'],
  [v8, 'queryObjects'],
  [v8.promiseHooks, 'createHook'],
  [v8.promiseHooks, 'onInit'],
  [v8.promiseHooks, 'onBefore'],
  [v8.promiseHooks, 'onAfter'],
  [v8.promiseHooks, 'onSettled'],
  [hooks, 'createHook'],
  [hooks, 'executionAsyncResource'],
] as const) {
  if (name in of) Object.defineProperty(of, name, { value: denied });
}

modules.syncBuiltinESMExports();
