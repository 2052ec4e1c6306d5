import type { Problem } from '../channel/Problem';
import type { SubmissionOrder } from '../channel/StepOrder';
import { buildClosed } from './buildClosed';
import { resolveImport } from './resolveImport';

/**
 * Compiles a step's file and all its imports into `submission.cjs`.
 *
 * @returns the mistakes that prevented the compilation
 */
export function bundleSubmission({ file, parts, folder }: SubmissionOrder): Promise<Problem[]> {
  return buildClosed({
    entryPoints: { submission: file },
    resolve: (path, importer) => resolveImport(path, importer, parts),
    folder,
  });
}
