import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLE_OPTIONS } from '../../../../solution/supplied/user/bundle';
import { ROOT } from '../../../course/parts';

const CHILD = join(ROOT, 'grader', 'harness', 'child');

/** Compiles a file of the grader's, with all that it imports. */
export async function bundleOurs(file: string, outfile: string): Promise<void> {
  await build({ ...BUNDLE_OPTIONS, entryPoints: [file], outfile });
}

/** Puts a file of the harness into a sandbox's folder, such as `guard` as `guard.cjs`. */
export async function bundleHarness(name: 'driver' | 'guard', folder: string): Promise<void> {
  await bundleOurs(join(CHILD, `${name}.ts`), join(folder, `${name}.cjs`));
}
