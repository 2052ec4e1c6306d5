import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { borrow } from '../../grader/course/borrow';
import { COURSE } from '../../grader/course/course';
import { partsPlugin, ROOT, SOLUTION, STARTER } from '../../grader/course/parts';
import { problemsOf } from '../../grader/harness/compiler/problemsOf';
import { showProblem } from '../../grader/harness/parent/submission/showProblem';
import { SimulatedProgram } from '../../simulator/edges/SimulatedProgram';
import { UsageError } from '../../solution/supplied/program/readArguments';

/**
 * Compiles the parts of a folder for the simulator. Borrows the parts that are not written. Says on
 * standard error how many parts come from the folder.
 *
 * @param target the folder of the step files. The default is `starter`.
 * @returns undefined after it has shown why the parts do not compile
 * @throws UsageError if there is no such folder
 */
export async function compileSimulated(target?: string): Promise<SimulatedProgram | undefined> {
  const folder = target === undefined ? STARTER : resolve(ROOT, target);
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isFolder) throw new UsageError(`--target: there is no folder ${target}`);
  const { parts, borrowed } = borrow(COURSE, folder, SOLUTION);
  const own = COURSE.length - borrowed.length;
  process.stderr.write(`${own} of ${COURSE.length} parts come from ${target ?? 'starter'}.\n`);
  return await SimulatedProgram.compile([partsPlugin(parts)]).catch((error: unknown) => {
    for (const problem of problemsOf(error)) process.stderr.write(`${showProblem(problem)}\n`);
    return undefined;
  });
}
