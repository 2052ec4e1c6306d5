import { relative } from 'node:path';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { gradeOptions } from './gradeOptions';
import { STARTER } from '../../grader/course/parts';
import { paintFor } from '../../grader/report/paint';
import { showProgress } from '../../grader/report/showProgress';
import type { CapstoneReport } from '../../grader/network/CapstoneReport';
import { climb } from '../../grader/network/climb';
import type { ClimbOptions } from '../../grader/network/climb';
import { hasFailed, renderCapstone } from '../../grader/network/renderCapstone';

/** True if the command line asks for the capstone. */
export function isNetwork(argv: readonly string[]): boolean {
  return argv.some((word, i) => word === 'network' && !/^(--)?target$/.test(argv[i - 1] ?? ''));
}

/**
 * Grades the capstone.
 *
 * @param argv the whole command line
 * @param help what to print if that is all that is wanted
 * @returns what to print, and the exit code: 0 if every rung was passed
 * @throws UsageError, and others if the grader itself cannot work
 */
export async function gradeNetwork(
  argv: readonly string[],
  help: string,
): Promise<{ text: string; code: number }> {
  const { runs, rest } = takeRuns(argv.filter((word) => word !== 'network'));
  const options = gradeOptions(rest);
  if (options.help) return { text: help, code: 0 };
  if (!options.glance) throw new UsageError('"network" stands alone, without any step');
  if (options.watch) throw new UsageError('"network" is not watched: it is graded once at a time');
  const { json, target, seed } = options;
  const report = await climbVisibly({ target, seed, runs });
  const code = report.problems.length > 0 || report.runs.some(hasFailed) ? 1 : 0;
  if (json) return { text: `${JSON.stringify(report, null, 2)}\n`, code };
  const near = relative(process.cwd(), target) || '.';
  const shown = near.startsWith('..') ? target : near;
  const paint = paintFor(process.stdout);
  return { text: renderCapstone(report, target === STARTER ? undefined : shown, paint), code };
}

/** Climbs, and shows in a terminal how far it has come. */
async function climbVisibly(options: ClimbOptions): Promise<CapstoneReport> {
  const progress = showProgress(process.stderr);
  const onRung: ClimbOptions['onRung'] = ({ letter, name }, run) => {
    const which = options.runs > 1 ? `run ${run} of ${options.runs}, ` : '';
    progress.say(`${which}rung ${letter}: ${name} …`);
  };
  try {
    return await climb({ ...options, onRung });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Error(`the grader itself could not work, and your code is not to blame: ${what}`, {
      cause: error,
    });
  } finally {
    progress.end();
  }
}

/** Takes `--runs 20`, `--runs=20` or `runs 20` out of a command line. */
function takeRuns(words: readonly string[]): { runs: number; rest: string[] } {
  const rest = [...words];
  const at = rest.findIndex((word) => /^(--)?runs(=.*)?$/.test(word));
  if (at === -1) return { runs: 1, rest };
  const [flag] = rest.splice(at, 1);
  const value = flag.includes('=') ? flag.slice(flag.indexOf('=') + 1) : rest.splice(at, 1)[0];
  const runs = Number(value);
  if (!/^\d{1,4}$/.test(value ?? '') || runs === 0) {
    throw new UsageError('--runs needs a number from 1 to 9999');
  }
  return { runs, rest };
}
