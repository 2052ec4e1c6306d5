import { execFile, spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { COURSE } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { introOf } from '../student/introOf';
import { cleanEnvironment, privateFolder } from '../../tests/support/command';
import { copyProject } from '../../tests/support/copyProject';

/** The limit for one step. */
jest.setTimeout(60_000);

const run = promisify(execFile);

interface Grade {
  steps: { step: number; name: string; points: number; outOf: number }[];
}

let project: string;
let starter: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  project = await copyProject();
  starter = join(project, 'starter');
  env = cleanEnvironment(privateFolder());
});

/** Runs the command of `npm run grade`. Returns the points of each step. */
async function grade(...steps: Step[]): Promise<Map<string, number>> {
  const words = steps.map(({ number }) => `step${number}`);
  const args = [
    'workshop/commands/launchGuarded.js',
    'workshop/commands/grade.ts',
    ...words,
    '--json',
  ];
  const { stdout } = await run(process.execPath, args, { cwd: project, env }).catch(
    (error: { stdout: string }) => error,
  );
  const report = JSON.parse(stdout) as Grade;
  return new Map(report.steps.map(({ name, points }) => [name, points]));
}

/** Runs the student's network until its user has mined a coin. Returns the output. */
function mineACoin(): Promise<string> {
  const ts = ['-r', 'ts-node/register/transpile-only', 'workshop/commands/start.ts'];
  const user = ['--user', 'alice', '--port', '0', '--difficulty', '4', '--rest', '0'];
  const child = spawn(process.execPath, [...ts, ...user], { cwd: project, env });
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.includes('"event":"coin"')) child.stdin.write('quit\n');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(out) : reject(new Error(out))));
  });
}

describe('from the new starter to the finished network', () => {
  it('the new starter has no part of the student', () => {
    expect(introOf(starter)[0]).toBe(
      `You have not written a part yet. All ${COURSE.length} parts are borrowed.`,
    );
  });

  // Each step needs the steps before it.
  it.each(COURSE.map((step, i) => [step.name, step, i] as const))(
    '%s passes after it is written, and runs in the network',
    async (name, step, i) => {
      const file = `${name}.ts`;
      copyFileSync(join(project, 'solution', file), join(starter, file));
      const next = COURSE.slice(i + 1, i + 2);
      const [points, network] = await Promise.all([grade(step, ...next), mineACoin()]);
      const expected = [[name, step.points], ...next.map((other) => [other.name, 0])];
      expect([...points]).toEqual(expected);
      const own = COURSE.slice(0, i + 1).map((each) => each.name);
      expect(introOf(starter)[0]).toContain(`yours: ${own.join(', ')}.`);
      expect(network).toContain('"event":"coin"');
    },
  );
});
