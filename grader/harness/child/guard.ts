// Runs first in every thread of a host, before the submission. It closes what Node's permission model
// leaves open. It stops only the escapes that we know. A host that runs as another user, or in
// isolation, stops the others (see `hostUser`, `findIsolation`).
import crypto from 'node:crypto';
import fs from 'node:fs';
import modules from 'node:module';
import net from 'node:net';
import os from 'node:os';
import paths from 'node:path';
import urls from 'node:url';
import threads from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

function denied(): never {
  throw Object.assign(new Error('the grader does not allow this'), { code: 'ERR_ACCESS_DENIED' });
}

/** Replaces functions of an object, if it has them. */
function deny(of: object, ...names: string[]): void {
  for (const name of names) if (name in of) Object.defineProperty(of, name, { value: denied });
}

/**
 * The modules of Node that a submission can use. Other modules start programs, write files, run code
 * from texts, or show internal objects of Node.
 */
const ALLOWED = new Set([
  ...['assert', 'assert/strict', 'buffer', 'console', 'constants', 'crypto'],
  ...['events', 'fs', 'fs/promises', 'net', 'os', 'path', 'path/posix'],
  ...['path/win32', 'perf_hooks', 'process', 'punycode', 'querystring', 'readline'],
  ...['readline/promises', 'stream', 'stream/consumers', 'stream/promises', 'stream/web'],
  ...['string_decoder', 'sys', 'timers', 'timers/promises', 'tty', 'url', 'util', 'util/types'],
  ...['worker_threads', 'zlib'],
]);
for (const name of [...ALLOWED]) ALLOWED.add(`node:${name}`);

// A submission can replace these functions, so we keep our own references.
const { apply, construct } = Reflect;
const { fromEntries, keys } = Object;
const { dirname, join, resolve } = paths;
const { fileURLToPath } = urls;
const { SHARE_ENV } = threads;
const { isBuiltin } = modules;
const { getBuiltinModule } = process as unknown as { getBuiltinModule: (name: string) => object };
const has = ALLOWED.has.bind(ALLOWED);

/** The undocumented functions of Node that load modules. */
interface Loader {
  _load: (name: string, ...rest: unknown[]) => object;
  _extensions: object;
  prototype: { _compile: (source: string, file: string, ...rest: unknown[]) => unknown };
}

const loader = modules as unknown as Loader;
const { _load: load, _extensions: extensions } = loader;
const { _compile: compile } = loader.prototype;
const folder = dirname(__filename);
const OURS = ['driver', 'scenarios', 'thread', 'user'].map((name) => join(folder, `${name}.cjs`));
/** True as soon as the submission runs in this thread. Then no other file is loaded. */
let hasStarted = false;

Object.defineProperty(loader, '_load', {
  value(this: unknown, name: string, ...rest: unknown[]): object {
    const text = `${name}`;
    if (!isBuiltin(text)) return hasStarted ? denied() : apply(load, this, [text, ...rest]);
    const module = getBuiltinModule(text);
    return has(text) || !hasStarted ? module : withoutFunctions(module);
  },
});
Object.defineProperty(loader.prototype, '_compile', {
  value(this: unknown, source: string, file: string, ...rest: unknown[]): unknown {
    if (!OURS.includes(file)) start();
    return apply(compile, this, [source, file, ...rest]);
  },
});
Object.defineProperty(process, 'getBuiltinModule', {
  value(name: string): object {
    const text = `${name}`;
    return has(text) ? getBuiltinModule(text) : denied();
  },
});

/** Closes all other ways to load a file or to run a text, because such code has all modules. */
function start(): void {
  hasStarted = true;
  // These functions tell which files exist outside of the folder. Node loads files with them.
  deny(fs, 'realpath', 'realpathSync');
  deny(fs.promises, 'realpath');
  for (const of of [loader, loader.prototype, extensions]) {
    const fields = Object.getOwnPropertyDescriptors(of);
    for (const [name, { value, get, configurable }] of Object.entries(fields)) {
      const stays = ['_load', 'require', 'constructor'].includes(name);
      const isClosable =
        typeof value === 'function' || (get !== undefined && configurable === true);
      if (isClosable && !stays) deny(of, name);
    }
  }
}

/** Returns a module without its functions. A program can import it, but not use it. */
function withoutFunctions(module: object): object {
  return fromEntries(keys(module).map((name) => [name, denied]));
}

/** Returns the path of a thread's code. Only the grader's files are threads. */
function threadFile(file: unknown): string {
  const path = file instanceof URL ? fileURLToPath(file) : `${file as string}`;
  return dirname(resolve(path)) === folder ? path : denied();
}

// A thread with its own flags could run without the permission model and without this file.
const Worker = new Proxy(threads.Worker, {
  construct(target, [file, options]: [string | URL, WorkerOptions?], newTarget) {
    const { execArgv: _flags, env: _env, eval: isCode, ...rest } = options ?? {};
    if (isCode === true) denied();
    // Otherwise the thread reads `NODE_OPTIONS` from `process.env`, which can be replaced.
    const safe = { __proto__: null, ...rest, env: SHARE_ENV };
    return construct(target, [threadFile(file), safe], newTarget) as object;
  },
});
Object.defineProperty(threads.Worker.prototype, 'constructor', { value: Worker });
threads.Worker = Worker;

// The permission model does not restrict signals or changes to the priority of other processes.
// `execve` replaces this program with a program that does not load this file.
deny(process, 'kill', '_kill', '_debugProcess', '_debugEnd', 'execve');
// The classes of internal objects can have no checks.
deny(process, '_getActiveHandles', '_getActiveRequests');
deny(os, 'setPriority');
// A native library could do everything.
deny(crypto, 'setEngine');
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
deny(Object.getPrototypeOf(pipe) as object, 'bind', 'bind2', 'connect', 'connect2');
probe.destroy();

// Node starts its pool of threads now, with four threads. Later, a submission could choose a number.
crypto.randomBytes(1, () => undefined);

modules.syncBuiltinESMExports();
