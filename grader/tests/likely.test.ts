import type { StepName } from '../course/course';
import { likelyMistakes } from '../mistakes/likelyMistakes';
import { shapeInWords } from '../mistakes/failureShape';
import { FORMATS } from '../report/formats/formats';
import { hiddenKey } from '../report/hiddenKey';
import { STEPS } from '../steps';
import { resultOf } from './formats/reportOf';
import { reference, replaceOnce } from '../steps/support/reference';
import { Submissions } from '../../tests/support/Submissions';

const submissions = new Submissions();
afterAll(() => submissions.remove());

const MEETS =
  'bitsLeft === 0 || Number.parseInt(hash.charAt(zeroDigits), 16) >> (4 - bitsLeft) === 0';

/**
 * Mistakes that lose the same checks as a known mistake, and a word from the name of the known
 * mistake.
 */
const LOOKALIKES: ReadonlyArray<[step: StepName, from: string, to: string, isNot: RegExp]> = [
  ['hashBlock', '${block.nonce}]`', '${block.nonce}`', /capitals/],
  ['hashBlock', '${block.nonce}]`', '"${block.nonce}"]`', /capitals/],
  ['hashBlock', 'amount, signature]]', 'amount]]', /without separators/],
  ['createGenesisBlock', 'hash: hashBlock(genesis)', 'hash: NO_PARENT', /without its nonce/],
  ['createGenesisBlock', 'Math.max(now, ', 'Math.max(Date.now(), ', /slow clock/],
  ['createGenesisBlock', 'parent.timestamp),', 'parent.timestamp + 1),', /slow clock/],
  ['createGenesisBlock', 'index: parent.index + 1', 'index: parent.index', /hashed again/],
  ['mine', MEETS, 'bitsLeft === 0 || hash.charCodeAt(zeroDigits) === ZERO', /bit less/],
  ['mine', 'if (!goOn(BATCH)) return null', 'if (!goOn(BATCH)) return undefined as never', /late/],
  ['validateBlock', 'checkWork(block, parent.difficulty);', '', /own difficulty/],
  ['validateBlock', "Refusal('bad-work')", "Refusal('bad-hash')", /work is (not|printed)|bit less/],
  ['ledger', 'amount <= 0', 'amount < 0', /oneself|Negative/],
  ['ledger', '- owed < amount', '- owed <= amount', /promise/i],
  ['User', 'await server.terminate();', 'void server.terminate();', /keeps running/],
  ['catchUp', 'next > goal', 'next - 1 > goal', /until a page is empty/],
  [
    'catchUp',
    '{ adopted, finished: false }',
    '{ adopted: 0, finished: false }',
    /link is not checked|does not begin again/,
  ],
];

describe.each(LOOKALIKES)('in %s, with %j changed to %j,', (step, from, to, isNot) => {
  const report = submissions.order(step, { [step]: replaceOnce(step, from, to) });

  it('the report does not name another mistake as the likely cause', async () => {
    const [graded] = (await report()).steps;
    expect(graded.checks.some(({ state }) => state !== 'passed')).toBe(true);
    expect(likelyMistakes(graded).join('\n')).not.toMatch(isNot);
  });
});

describe('a known mistake', () => {
  const source = replaceOnce('hashBlock', '${block.nonce}]', ']');
  const report = submissions.order('hashBlock', { hashBlock: source });
  const other = submissions.order('hashBlock', { hashBlock: source }, false, 7);

  it('a known mistake is named for each seed', async () => {
    for (const { steps } of [await report(), await other()]) {
      expect(likelyMistakes(steps[0])).toEqual([expect.stringMatching(/^The nonce is left out\./)]);
    }
  });

  it('the result for Gradescope names it once, at the first failed check that students see', async () => {
    const whole = await report();
    const failed = whole.steps[0].checks.filter(({ failure }) => failure !== undefined);
    const outputs = JSON.parse(FORMATS.gradescope.render(resultOf(whole))) as {
      tests: { name: string; output: string }[];
    };
    const named = outputs.tests.filter(({ output }) => output.includes('The nonce is left out.'));
    expect(named.map(({ name }) => name)).toEqual([`Step 1, hashBlock: ${failed[0].name}`]);
    const hidden = new Set([hiddenKey('hashBlock', failed[0].name)]);
    const rest = FORMATS.gradescope.render(resultOf(whole, hidden));
    expect(rest).not.toContain('The nonce is left out.');
  });
});

describe('a known mistake whose name begins with a function', () => {
  const name = 'goOn is never called';
  const source = STEPS.mine.mutants.wrong.find((mutant) => mutant.name === name)?.source;
  const report = submissions.order('mine', { mine: source ?? '' });

  it('the name of the function keeps its letters', async () => {
    expect(likelyMistakes((await report()).steps[0])).toContainEqual(
      expect.stringMatching(/^goOn is never called\./),
    );
  });
});

describe('a correct file or a stub', () => {
  const right = submissions.order('mine', { mine: reference('mine') });
  const unwritten = submissions.order('mine', {});

  it('a correct file and a stub have no likely mistake', async () => {
    for (const { steps } of [await right(), await unwritten()]) {
      expect(likelyMistakes(steps[0])).toEqual([]);
    }
  });
});

it('random values count only if they are equal or nearly equal', () => {
  const shape = (got: string): string =>
    shapeInWords({ kind: 'wrong', tried: 'f(1700000000000)', expected: "'00ab12cd…'", got });
  expect(shape("'00ab12cd…' at 1700000000001")).toBe("f(number0)\n'text0…'\n'text0…' at number0+1");
  expect(shape("'00AB12CD…' at 1800000000000")).toBe("f(number0)\n'text0…'\n'TEXT0…' at number1");
  expect(shape("{ id: 'x-9' }, 3 cents")).toBe("f(number0)\n'text0…'\n{ id: 'text1' }, # cents");
});
