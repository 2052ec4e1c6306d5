// Runs first in every thread of a host, before the submission. It takes away what Node's permission
// model allows and no step needs. It stops only the escapes that we know. Another user for the host
// stops the others too (see `hostUser`).
import hooks from 'node:async_hooks';
import modules from 'node:module';
import os from 'node:os';
import v8 from 'node:v8';
import threads from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

function denied(): never {
  throw Object.assign(new Error('the grader does not allow this'), { code: 'ERR_ACCESS_DENIED' });
}

// A thread that chooses its flags would run without the permission model and without this file.
const Worker = new Proxy(threads.Worker, {
  construct(target, [file, options]: [string | URL, WorkerOptions?], newTarget) {
    const { execArgv: _flags, env: _env, ...rest } = options ?? {};
    const safe: unknown = Object.assign(Object.create(null), rest);
    return Reflect.construct(target, [file, safe], newTarget) as object;
  },
});
Object.defineProperty(threads.Worker.prototype, 'constructor', { value: Worker });
threads.Worker = Worker;

// The permission model does not cover signals or the priorities of other processes.
for (const name of ['kill', '_kill', '_debugProcess', '_debugEnd']) {
  Object.defineProperty(process, name, { value: denied });
}
os.setPriority = denied;

// Hooks of modules run in a thread that does not load this file. A program that replaces this one
// does not load it either.
for (const [of, name] of [
  [modules, 'register'],
  [process, 'execve'],
] as const) {
  if (name in of) Object.defineProperty(of, name, { value: denied });
}

// These read memory, receive objects of other code, or change the engine: with them a submission
// could find the driver's secret or send messages in its name.
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
