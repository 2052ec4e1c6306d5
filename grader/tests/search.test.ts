import { stepOf } from '../course/course';
import { subtleFiles } from '../proof/subtleFiles';
import { Submissions, checksIn } from '../../tests/support/Submissions';
import { asked, at, STOP } from '../harness/channel/Story';
import type { Move } from '../harness/channel/Story';
import { playStory } from '../harness/channel/playStory';
import { playToText, readPlayed, readStories, writeStories } from '../harness/channel/storyText';
import { differencesIn } from '../harness/parent/search/differencesIn';
import { joinStories } from '../harness/parent/search/joinStories';
import { nameOfValue } from '../harness/parent/search/nameOfValue';
import { plainNames } from '../harness/parent/search/plainNames';
import { shrinkMoves } from '../harness/parent/search/shrinkMoves';
import { programOf } from '../report/programOf';
import { reference, replaceOnce } from '../steps/support/reference';

jest.setTimeout(120_000);

const submissions = new Submissions();
afterAll(() => submissions.remove());

/** Functions that stories call. */
const functions = {
  sum: (list: number[]) => list.reduce((total, each) => total + each, 0),
  grow: (list: number[]) => list.push(1),
  ask: (goOn: (count: number) => unknown) => [goOn(1), goOn(2)],
};

describe('a story', () => {
  test('uses the same objects again, changes them in place, and keeps copies apart', () => {
    const moves: Move[] = [
      { let: 'list', be: [1, 2] },
      { copy: ['list'], as: 'copy' },
      { call: 'sum', args: [at('list')], as: 'total' },
      { change: ['list', 0], to: at('total') },
      { call: 'sum', args: [at('list')] },
    ];
    const { outcomes, values } = playStory(functions, { moves });
    expect(outcomes).toEqual([
      { returned: 3, heard: [] },
      { returned: 5, heard: [] },
    ]);
    expect(values).toEqual({ list: [3, 2], copy: [1, 2], total: 3 });
  });

  test('gives a name a copy if a frozen value is changed', () => {
    const moves: Move[] = [
      { let: 'list', be: [1] },
      { freeze: ['list'] },
      { call: 'grow', args: [at('list')] },
      { change: ['list', 0], to: 7 },
    ];
    const { outcomes, values } = playStory(functions, { moves });
    expect(outcomes[0]).toMatchObject({ threw: 'TypeError' });
    expect(values).toEqual({ list: [7] });
  });

  test('has callbacks that answer, throw, and play lines', () => {
    const during: Move[] = [{ let: 'inner', be: 5 }];
    const moves: Move[] = [
      { call: 'ask', args: [asked([true], false, during)] },
      { call: 'ask', args: [asked([], STOP)] },
    ];
    const { outcomes, values } = playStory(functions, { moves });
    expect(outcomes[0]).toEqual({ returned: [true, false], heard: [[1], [2]] });
    expect(outcomes[1]).toMatchObject({ threw: 'Error', message: STOP });
    expect(values).toEqual({ inner: 5 });
  });

  test('survives the way to another process, with all its values', () => {
    const values = [NaN, -0, Infinity, undefined, 10n, new Map([['a', new Map()]]), '\ud800'];
    const moves: Move[] = values.map((be, i) => ({ let: `value${i}`, be }));
    const [story] = readStories(writeStories([{ moves }]));
    const played = readPlayed(playToText(functions, story));
    expect(Object.values(Object(played.values) as object)).toEqual(values);
  });

  test('differs where an outcome or a value differs, and not in the order of fields', () => {
    const moves: Move[] = [
      { let: 'list', be: [1] },
      { call: 'grow', args: [at('list')] },
    ];
    const expected = playStory(functions, { moves });
    const differ = (claim: object): string[] =>
      [...differencesIn({ moves }, expected, claim)].map(({ kind }) => kind);
    expect(differ({ values: expected.values, outcomes: expected.outcomes })).toEqual([]);
    expect(differ({ ...expected, values: { list: [1] } })).toEqual(['value']);
    expect(differ({ ...expected, outcomes: [{ heard: [], returned: 2 }] })).toEqual([]);
    expect(differ({})).toEqual(['outcome', 'value']);
  });

  test('is shrunk to the lines that matter, with the names that they use', async () => {
    const moves: Move[] = Array.from({ length: 20 }, (_, i) => [
      { let: `list${i}`, be: [i] },
      { call: 'sum', args: [at(`list${i}`)] },
    ]).flat();
    const isFailing = (story: readonly Move[]): boolean =>
      playStory(functions, { moves: story }).outcomes.some(
        (outcome) => 'returned' in outcome && outcome.returned === 13,
      );
    const shortest = await shrinkMoves(moves, async (stories) => stories.findIndex(isFailing));
    expect(shortest).toEqual([
      { let: 'list13', be: [13] },
      { call: 'sum', args: [at('list13')] },
    ]);
  });

  test('joins others under new names', () => {
    const one = {
      moves: [
        { let: 'list', be: [1] },
        { call: 'grow', args: [at('list')] },
      ],
    };
    const joined = joinStories([one, one]);
    expect(playStory(functions, joined).values).toEqual({ list_1: [1, 1], list_2: [1, 1] });
  });

  test('gets short names again after it was joined', () => {
    const { story, names } = plainNames({
      moves: [
        { let: 'block5_1', be: 1, words: 'a block' },
        { let: 'list_1', be: [at('block5_1')] },
        { copy: ['block5_1'], as: 'block2_3' },
        { let: 'other_3', be: 0, words: 'a copy of block5_1' },
      ],
    });
    expect(story.moves).toEqual([
      { let: 'block1', be: 1, words: 'a block' },
      { let: 'list', be: [at('block1')] },
      { copy: ['block1'], as: 'block2' },
      { let: 'other', be: 0, words: 'a copy of block1' },
    ]);
    expect(names.get('block2_3')).toBe('block2');
  });

  test('names the parts that a line repeats', () => {
    const values = { chain: { blocks: [{ index: 0 }, { index: 1 }] } };
    expect(nameOfValue({ index: 1 }, values)).toEqual(['chain', 'blocks', 1]);
    expect(nameOfValue({ index: 2 }, values)).toBeUndefined();
    expect(nameOfValue([], { list: [] })).toBeUndefined();
  });

  test('becomes a program', () => {
    const moves: Move[] = [
      { let: 'ledger', be: { balances: new Map([['a b', 1]]) }, words: 'a ledger' },
      { change: ['ledger', 'balances', 'a b'], to: -0 },
      { call: 'sum', args: [at('ledger', 'balances'), asked([true], STOP)], as: 'total' },
    ];
    const program = programOf({ moves }, '../starter/ledger');
    expect(program).toContain("import { sum } from '../starter/ledger';");
    expect(program).toContain(
      'let ledger: any = { balances: new Map<string, any>([["a b", 1]]) }; // a ledger',
    );
    expect(program).toContain('ledger.balances.set("a b", -0);');
    expect(program).toContain(
      'let total: any = attempt(3, () => sum(ledger.balances, goOn([true], "stop")));',
    );
  });
});

describe('the search of a step', () => {
  const remembers = submissions.order('hashBlock', {
    hashBlock: `${replaceOnce('hashBlock', '} = draft.data;', '} = kept(draft.data);')}
const known = new WeakMap<object, Draft['data']>();
function kept(data: Draft['data']): Draft['data'] {
  const old = known.get(data);
  if (old?.id === data.id && old.amount === data.amount) return old;
  known.set(data, { ...data });
  return data;
}
`,
  });
  const hangs = submissions.order('createGenesisBlock', {
    hashBlock: reference('hashBlock'),
    createGenesisBlock: replaceOnce(
      'createGenesisBlock',
      '  return {\n    index: parent.index + 1,',
      '  while (parent.index === 2 ** 53 - 2);\n  return {\n    index: parent.index + 1,',
    ),
  });
  const onWrongStep = submissions.order('createGenesisBlock', {
    hashBlock: replaceOnce(
      'hashBlock',
      '= [index, timestamp,',
      '= [index, timestamp > 8.64e15 ? null : timestamp,',
    ),
    createGenesisBlock: reference('createGenesisBlock'),
  });

  const keepsState = submissions.order('validateBlock', {
    hashBlock: reference('hashBlock'),
    mine: reference('mine'),
    validateBlock: replaceOnce(
      'validateBlock',
      'checkWork(block, parent.difficulty);',
      'if (parent.index === 0) known.difficulty = parent.difficulty;\n  checkWork(block, known.difficulty ?? parent.difficulty);',
    ).replace('export function', 'const known: { difficulty?: number } = {};\nexport function'),
  });

  const shares = submissions.order('mine', {
    hashBlock: reference('hashBlock'),
    mine: replaceOnce('mine', 'data: { ...draft.data }, ', ''),
  });

  const [{ source }] = subtleFiles(stepOf('minerThread'));
  const keepsDraft = submissions.order('minerThread', { minerThread: source });

  const skipsInBranch = submissions.order('catchUp', {
    catchUp: replaceOnce('catchUp', 'if (branch.length === 0 && isOurs)', 'if (isOurs)'),
  });

  test('tells the shortest story, its sentence, and that the call alone is right', async () => {
    const failed = checksIn(await remembers()).filter(({ state }) => state === 'failed');
    expect(failed).toHaveLength(1);
    const { failure } = failed[0];
    expect(failure?.tried).toMatch(/^these lines, in one program:\n1\. block/);
    expect(failure?.tried.match(/(hashBlock|blockPrefix)\(/g)).toHaveLength(2);
    expect(failure?.story?.moves).toHaveLength(4);
    expect(failure?.got).toContain('Alone, this call is right');
  });

  test('says that two values share a part', async () => {
    const [{ failure }] = checksIn(await shares()).filter(({ state }) => state === 'failed');
    expect(failure?.got).toMatch(/\n(block1 and draft1|draft1 and block1) share a part\. .*$/);
  });

  test('names the call that does not return', async () => {
    const failed = checksIn(await hangs()).filter(({ state }) => state === 'failed');
    expect(failed).toHaveLength(1);
    expect(failed[0].failure?.kind).toBe('hung');
    expect(failed[0].failure?.got).toContain('did not return');
  });

  test('takes no points for a fault of an earlier step', async () => {
    const report = await onWrongStep();
    expect(checksIn(report).map(({ state }) => state)).not.toContain('failed');
    expect(report.points).toBe(report.outOf);
    expect(checksIn(report).flatMap(({ standsOn = [] }) => standsOn)).toEqual(['hashBlock']);
  });

  test('marks the line of a story at which a sentence is broken', async () => {
    const [{ failure }] = checksIn(await keepsDraft()).filter(({ state }) => state === 'failed');
    expect(failure?.searched).toBeDefined();
    expect(failure?.got.match(/^→ /gm)).toHaveLength(1);
  });

  test('counts equal calls of adopt, and names the sentence about a branch that has begun', async () => {
    const [{ failure }] = checksIn(await skipsInBranch()).filter(({ state }) => state === 'failed');
    expect(failure?.got).toMatch(/adopt\(blocks [^)]+\) = false, \d+ times/);
    expect(failure?.sentence).toBe(12);
  });

  test('does not blame earlier steps for what a file keeps from one check to the next', async () => {
    const checks = checksIn(await keepsState());
    expect(checks.flatMap(({ standsOn = [] }) => standsOn)).toEqual([]);
    const failed = checks.filter(({ state }) => state === 'failed');
    expect(failed.map(({ failure }) => failure?.got).join()).toContain('In a new process');
  });
});
