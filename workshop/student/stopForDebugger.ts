// A program under a debugger loads this file first. ts-node then compiles one of the following files
// with a stop: the student's file, if the program must stop in a function of the student, otherwise
// the program itself.
import { readFileSync } from 'node:fs';
import type { Module as NodeModule } from 'node:module';
import { join } from 'node:path';
import { REGISTER_INSTANCE } from 'ts-node';
import { STARTER } from '../../grader/course/parts';
import { askedStop } from '../../grader/replay/askedStop';
import { stopAt, stopAtTop } from '../../grader/replay/stopAt';

/** A module that Node loads, with the undocumented function that compiles it. */
interface LoadedModule extends NodeModule {
  _compile: (code: string, file: string) => unknown;
}

type Load = (module: LoadedModule, file: string) => unknown;

const stop = askedStop();
const stopped = stop === undefined ? process.argv[1] : join(STARTER, `${stop.step}.ts`);
const compiler = process[REGISTER_INSTANCE];
const loaders = require.extensions as unknown as Record<string, Load>;
const { '.ts': load } = loaders;
loaders['.ts'] = (module, file) => {
  if (file !== stopped || compiler === undefined) return load(module, file);
  const source = readFileSync(file, 'utf8');
  const code = stop === undefined ? stopAtTop(source) : stopAt(source, stop.name).source;
  const { _compile: run } = module;
  return Reflect.apply(run, module, [compiler.compile(code, file), file]);
};
