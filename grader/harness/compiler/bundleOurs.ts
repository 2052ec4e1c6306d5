import { build } from 'esbuild';
import { join } from 'node:path';
import { BUNDLE_OPTIONS } from '../../../solution/supplied/user/bundle';
import { ROOT } from '../../course/parts';

const CHILD = join(ROOT, 'grader', 'harness', 'child');

/** Compiles a file of the grader and all its imports into one file. */
export async function bundleOurs(file: string, outfile: string): Promise<void> {
  await build({ ...BUNDLE_OPTIONS, entryPoints: [file], outfile });
}

/** Compiles the driver into `driver.cjs`. */
export async function bundleDriver(folder: string): Promise<void> {
  await bundleOurs(join(CHILD, 'driver.ts'), join(folder, 'driver.cjs'));
}

/** Compiles the guard into `guard.cjs`. */
export async function bundleGuard(folder: string): Promise<void> {
  await bundleOurs(join(CHILD, 'guard.ts'), join(folder, 'guard.cjs'));
}
