import { build } from 'esbuild';
import { join } from 'node:path';
import { BUNDLE_OPTIONS } from '../../../solution/supplied/user/bundle';
import { ROOT } from '../../course/parts';

const CHILD = join(ROOT, 'grader', 'harness', 'child');

/** Compiles a file of the grader and all its imports into one file. */
export async function bundleOurs(file: string, outfile: string): Promise<void> {
  await build({ ...BUNDLE_OPTIONS, entryPoints: [file], outfile });
}

/** Compiles a file of the harness into a sandbox's folder: `guard` becomes `guard.cjs`. */
export async function bundleHarness(name: 'driver' | 'guard', folder: string): Promise<void> {
  await bundleOurs(join(CHILD, `${name}.ts`), join(folder, `${name}.cjs`));
}
