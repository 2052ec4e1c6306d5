// Runs first in every thread of a host, before the submission. It removes functions that Node's
// permission model allows and that no step needs. It stops only the escapes that we know. A host
// that runs as another user, or in isolation, stops the others (see `hostUser`, `findIsolation`).
import childProcess from 'node:child_process';
import crypto from 'node:crypto';
import modules from 'node:module';
import net from 'node:net';
import os from 'node:os';
import v8 from 'node:v8';
import wasi from 'node:wasi';
import threads from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

function denied(): never {
  throw Object.assign(new Error('the grader does not allow this'), { code: 'ERR_ACCESS_DENIED' });
}

// A thread with its own flags could run without the permission model and without this file.
const Worker = new Proxy(threads.Worker, {
  construct(target, [file, options]: [string | URL, WorkerOptions?], newTarget) {
    const { execArgv: _flags, env: _env, ...rest } = options ?? {};
    const safe: unknown = Object.assign(Object.create(null), rest);
    return Reflect.construct(target, [file, safe], newTarget) as object;
  },
});
Object.defineProperty(threads.Worker.prototype, 'constructor', { value: Worker });
threads.Worker = Worker;

// The permission model does not restrict signals or changes to the priority of other processes.
for (const name of ['kill', '_kill', '_debugProcess', '_debugEnd']) {
  Object.defineProperty(process, name, { value: denied });
}
os.setPriority = denied;

// The class of processes sends signals, too. Without a process, it sends them to the own group.
const processClass = Object.getPrototypeOf(
  Reflect.get(new childProcess.ChildProcess(), '_handle'),
) as object;
for (const name of ['kill', 'spawn']) {
  Object.defineProperty(processClass, name, { value: denied });
}

// In some versions of Node, the permission model does not restrict the files of `node:wasi`.
Object.defineProperty(wasi, 'WASI', { value: denied });

// On a fatal error, Node would write a report, and the permission model does not restrict its place.
Object.defineProperty(process, 'report', { value: undefined });

// A listening pipe is a file. Node's permission model restricts neither its place nor connections to
// the pipes of other programs. Only a connection shows the class of pipes.
const probe = new net.Socket().on('error', () => undefined);
try {
  probe.connect({ path: __filename });
} catch {
  // This version of Node does not allow connections.
}
const pipe = Object(Reflect.get(probe, '_handle')) as object;
for (const name of ['bind', 'bind2', 'connect', 'connect2']) {
  if (name in pipe) Object.defineProperty(Object.getPrototypeOf(pipe), name, { value: denied });
}
probe.destroy();

// A native library could do everything.
Object.defineProperty(crypto, 'setEngine', { value: denied });

// Node's permission model does not restrict the files of `node:sqlite`, which newer versions have.
if (modules.isBuiltin('node:sqlite')) {
  const sqlite = modules.createRequire(__filename)('node:sqlite') as object;
  for (const name of Object.keys(sqlite)) Object.defineProperty(sqlite, name, { value: denied });
}

// Hooks of modules run in a thread that does not load this file. `execve` replaces this program
// with a program that does not load this file.
for (const [of, name] of [
  [modules, 'register'],
  [process, 'execve'],
] as const) {
  if (name in of) Object.defineProperty(of, name, { value: denied });
}

// In a thread, Node itself does not allow this module.
const tracing = threads.isMainThread ? modules.createRequire(__filename)('node:trace_events') : {};

// The permission model does not restrict the files that these functions write.
for (const [of, name] of [
  [v8, 'setFlagsFromString'],
  [v8, 'setHeapSnapshotNearHeapLimit'],
  [tracing as object, 'createTracing'],
  [modules, 'enableCompileCache'],
] as const) {
  if (name in of) Object.defineProperty(of, name, { value: denied });
}

modules.syncBuiltinESMExports();
