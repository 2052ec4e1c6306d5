import { SOLUTION, STARTER } from '../../grader/course/parts';
import { stepOf } from '../../grader/course/course';
import type { CapstoneReport, RungReport } from '../../grader/network/CapstoneReport';
import { gradeNetwork } from '../commands/gradeNetwork';
import { gradeOptions } from '../commands/gradeOptions';

const mockClimb = jest.fn<Promise<CapstoneReport>, []>();
const mockNote = jest.fn<void, [fingerprint: string | undefined]>();

jest.mock('../../grader/network/climb', () => ({ climb: () => mockClimb() }));
jest.mock('../student/noteNetwork', () => ({
  fingerprintOfParts: () => 'the parts',
  readDone: () => ({ network: false, labs: [] }),
  noteNetwork: (fingerprint: string | undefined) => mockNote(fingerprint),
}));

beforeEach(() => {
  mockNote.mockReset();
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

/** Grades the network of a folder, with this result. */
async function gradeWith(
  state: RungReport['state'],
  facts: Partial<CapstoneReport> = {},
  target = STARTER,
): Promise<number> {
  const rung: RungReport = { letter: 'a', name: 'Two users agree', why: '', state, ms: 1 };
  const runs = [{ seed: 1, rungs: [rung] }];
  mockClimb.mockResolvedValue({ borrowed: [], problems: [], runs, wanted: 1, ...facts });
  return gradeNetwork({ ...gradeOptions(['network']), target });
}

it('a network of all own parts that passes is noted', async () => {
  expect(await gradeWith('passed')).toBe(0);
  expect(mockNote.mock.calls).toEqual([['the parts']]);
});

it('a network that fails or borrows a part is noted as not passed', async () => {
  expect(await gradeWith('failed')).toBe(1);
  expect(await gradeWith('passed', { borrowed: [stepOf('mine')] })).toBe(0);
  expect(await gradeWith('passed', { problems: ['no'], runs: [] })).toBe(1);
  expect(mockNote.mock.calls).toEqual([[undefined], [undefined], [undefined]]);
});

it('the network of another folder is not noted', async () => {
  expect(await gradeWith('passed', {}, SOLUTION)).toBe(0);
  expect(mockNote).not.toHaveBeenCalled();
});
