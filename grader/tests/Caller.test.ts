import type * as HashBlock from '../../solution/hashBlock';
import { createGenesisBlock } from '../../solution/createGenesisBlock';
import { COURSE } from '../course/course';
import { SOLUTION } from '../course/parts';
import { Caller } from '../harness/parent/Caller';
import type { Submitted } from '../harness/parent/Caller';
import { Hangs } from '../harness/parent/Hangs';
import { NONE } from '../harness/parent/sandbox/findIsolation';
import { Submission } from '../harness/parent/submission/Submission';
import type { Tools } from '../harness/parent/suite/Check';
import { CheckFailed } from '../harness/parent/suite/CheckFailed';
import { NotJudged } from '../harness/parent/suite/NotJudged';
import { Random } from '../harness/parent/suite/Random';
import type { Failure } from '../harness/parent/suite/Report';

const [STEP] = COURSE;
const NO_TIME = -1;

/** A submission without a file. It needs no process. */
function withoutFile(): Submission {
  const sandbox = { folder: '', user: undefined, isolation: NONE };
  return new Submission(STEP, { base: SOLUTION, steps: new Map() }, sandbox, 'missing file');
}

async function failureOf(submission: Submission): Promise<unknown> {
  const hangs = new Hangs(NO_TIME, { isStopped: false });
  const tools: unknown = new Caller(submission, hangs).tools(new Random('Caller'), 1000);
  const { call } = tools as Tools<Pick<typeof HashBlock, 'hashBlock'>>;
  return call('hashBlock', createGenesisBlock(0, 0)).catch((error: unknown) => error);
}

test('after its time is over, a step is not judged', async () => {
  expect(await failureOf(withoutFile())).toBeInstanceOf(NotJudged);
});

test('a missing file counts as not written, even if finding this out took all the time', async () => {
  const submission = withoutFile();
  await submission.ready();
  const error = await failureOf(submission);
  expect(error).toBeInstanceOf(CheckFailed);
  const { kind, got }: Failure = (error as CheckFailed).failure;
  expect({ kind, got }).toEqual({ kind: 'unwritten', got: 'there is no solution/hashBlock.ts' });
});

const unused = (): Promise<never> => Promise.reject(new Error('not used'));

/** How long the computer stands still in each scenario, in milliseconds. */
const STILL_MS = 300;

/** A submission whose scenarios take no time, but the computer stands still meanwhile. */
const onStillComputer: Submitted = {
  file: '',
  isUnloadable: false,
  slowness: 1,
  ready: () => Promise.resolve(undefined),
  call: unused,
  tryStories: unused,
  play: async () => {
    const end = performance.now() + STILL_MS;
    while (performance.now() < end);
    return { seen: true };
  },
};

test('a check has all its time also if the computer stands still', async () => {
  const hangs = new Hangs(1000, { isStopped: false });
  const tools: unknown = new Caller(onStillComputer, hangs).tools(new Random('Caller'), 200);
  const { play } = tools as Tools<Pick<typeof HashBlock, 'hashBlock'>>;
  for (let i = 0; i < 3; i++) {
    const answer = await play('stands still', { of: 'hashBlock', tried: '' });
    expect(answer.value).toBe(true);
  }
});
