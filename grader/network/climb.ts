import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { borrow } from '../course/borrow';
import { COURSE } from '../course/course';
import { SOLUTION } from '../course/parts';
import { atExit } from '../harness/parent/sandbox/atExit';
import { findIsolation } from '../harness/parent/sandbox/findIsolation';
import { hostUser } from '../harness/parent/sandbox/hostUser';
import { removeFolder } from '../harness/parent/sandbox/removeFolder';
import { openToRead } from '../harness/parent/sandbox/Sandbox';
import type { Sandbox } from '../harness/parent/sandbox/Sandbox';
import { Compiler } from '../harness/parent/submission/Compiler';
import { copySteps } from '../harness/parent/submission/copySteps';
import { showProblem } from '../harness/parent/submission/showProblem';
import type { NetworkOrder } from './channel/NetworkOrder';
import type { CapstoneReport, RungReport, RunReport } from './CapstoneReport';
import { explainFinding } from './explainFinding';
import { LADDER } from './ladder';
import { SEEDS } from '../course/seeds';
import type { Rung } from './ladder';
import { hasFailed } from './renderCapstone';
import { RungFailed } from './users/RungFailed';
import { RungNetwork } from './users/RungNetwork';

/** The grader stops after this number of failed runs. */
const MAX_FAILED_RUNS = 3;

const COMPILER = new Compiler<NetworkOrder>('grader/network/compiler/networkCompiler.ts');

export interface ClimbOptions {
  /** A folder laid out like `starter/`. */
  target: string;
  /** The seed of the first run. Each later run adds one. */
  seed: number;
  runs: number;
  /** Called before each rung. */
  onRung?: (rung: Rung, run: number) => void;
}

/**
 * Grades the capstone. Runs the rungs of the ladder until a rung fails. The student's code runs
 * only in other processes.
 *
 * @throws GraderError, or another error, if the grader itself cannot work
 */
export async function climb({ target, seed, runs, onRung }: ClimbOptions): Promise<CapstoneReport> {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'cantor-network-')));
  const removeScratch = atExit(() => removeFolder(scratch));
  const { folder: steps } = copySteps(realpathSync(target), scratch);
  const { parts, borrowed } = borrow(COURSE, steps, SOLUTION);
  const report: CapstoneReport = { borrowed, problems: [], runs: [], wanted: runs };
  const user = hostUser(scratch);
  try {
    const sandbox: Sandbox = {
      folder: join(scratch, 'network'),
      user,
      isolation: findIsolation(user, scratch),
      // The users, and the grader's own peers, talk to each other.
      sharesNetwork: true,
    };
    report.problems = await compile({ parts, folder: sandbox.folder });
    openToRead(sandbox);
    while (
      report.problems.length === 0 &&
      report.runs.length < runs &&
      report.runs.filter(hasFailed).length < MAX_FAILED_RUNS
    ) {
      const run = { seed: (seed + report.runs.length) % SEEDS, rungs: [] as RungReport[] };
      for (const rung of LADDER) {
        onRung?.(rung, report.runs.length + 1);
        run.rungs.push(await runRung(rung, run, sandbox, steps, borrowed));
      }
      report.runs.push(run);
    }
    return report;
  } finally {
    removeScratch();
  }
}

/** Returns the mistakes that prevented the compilation. */
async function compile(order: NetworkOrder): Promise<string[]> {
  const problems = await COMPILER.compile(order);
  return typeof problems === 'string'
    ? [`the compiler was stopped: ${problems}`]
    : problems.map(showProblem);
}

async function runRung(
  rung: Rung,
  { seed, rungs }: RunReport,
  sandbox: Sandbox,
  target: string,
  borrowed: CapstoneReport['borrowed'],
): Promise<RungReport> {
  const { letter, name, why } = rung;
  const report: RungReport = { letter, name, why, state: 'not judged', ms: 0 };
  const below = rungs.find(({ state }) => state === 'failed');
  if (below) return { ...report, reason: `rung ${below.letter} failed` };
  const network = new RungNetwork(sandbox, `${seed} ${letter}`, rung.processes);
  try {
    await network.start();
    await rung.run(network);
    report.state = 'passed';
  } catch (error) {
    if (!(error instanceof RungFailed)) throw error;
    report.state = 'failed';
    report.failure = explainFinding(error.finding, network, target, borrowed);
  } finally {
    await network.stop();
  }
  report.ms = Math.round(Date.now() - network.startedAt);
  if (network.printed !== '') report.printed = network.printed;
  return report;
}
