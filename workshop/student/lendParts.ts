// The programs of `npm run try` import this file first. Steps that the student has not written yet
// then come from the reference, as in `npm start` and in the grader.
import * as modules from 'node:module';
import { join, parse } from 'node:path';
import { borrow } from '../../grader/course/borrow';
import { COURSE } from '../../grader/course/course';
import { SOLUTION, STARTER } from '../../grader/course/parts';

/** The undocumented function of Node that finds the file of an import. */
interface Loader {
  _resolveFilename: (request: string, ...rest: unknown[]) => string;
}

/** The tried step itself is never lent. The program has its name. */
const { name: program } = parse(process.argv[1]);
const others = COURSE.filter(({ number }) => `step${number}` !== program.replace(/-\d+$/, ''));
const { borrowed } = borrow(others, STARTER, SOLUTION);
const lent = new Map(
  borrowed.map(({ name }) => [join(STARTER, `${name}.ts`), join(SOLUTION, `${name}.ts`)]),
);
const loader = modules.Module as unknown as Loader;
const { _resolveFilename: find } = loader;
Object.defineProperty(loader, '_resolveFilename', {
  value(this: unknown, ...request: Parameters<Loader['_resolveFilename']>): string {
    const file = Reflect.apply(find, this, request);
    return lent.get(file) ?? file;
  },
});
