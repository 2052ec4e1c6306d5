import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'signals';
const ADDS = 'countHashes adds hashes';
const TAKES = 'takeHashes returns what';
const OTHERS = 'takeHashes changes no other';
const CLAIMS = 'claimJob puts NO_JOB';
const NEWER = 'If the JOB cell holds anything else';
const LOST = 'No addition is lost';
const MEANWHILE = 'Whatever is counted while';
const TWO_TAKE = 'Two who take at the same time';
const ONE_CLAIMS = 'Of all threads that claim';

const COUNT = 'Atomics.add(signals, HASHES, hashes);';
const TAKE = 'return Atomics.exchange(signals, HASHES, 0);';
const CLAIM = 'return Atomics.compareExchange(signals, JOB, number, NO_JOB) === number;';

/** Returns the reference with another body of one function. */
const count = (body: string): string => replaceOnce(STEP, COUNT, body);
const take = (body: string): string => replaceOnce(STEP, TAKE, body);
const claim = (body: string): string => replaceOnce(STEP, CLAIM, body);

export const mutants: Mutants = {
  wrong: [
    {
      name: 'taking leaves what it took',
      source: take('return Atomics.load(signals, HASHES);'),
      loses: [TAKES, MEANWHILE, TWO_TAKE],
      advice:
        'What was taken must be gone, else it is counted twice: look and clear in one operation.',
    },
    {
      name: 'counting loads and stores',
      source: count('Atomics.store(signals, HASHES, Atomics.load(signals, HASHES) + hashes);'),
      loses: [LOST],
      advice:
        'Between the load and the store the other thread writes, too, and one of the two counts is lost: use `Atomics.add`.',
    },
    {
      name: 'counting is a plain +=',
      source: count('signals[HASHES] += hashes;'),
      loses: [LOST],
      advice:
        '`+=` is a load, an addition and a store, and the other thread comes between them: use `Atomics.add`.',
    },
    {
      name: 'counting stores, and forgets what was there',
      source: count('Atomics.store(signals, HASHES, hashes);'),
      loses: [ADDS, LOST],
      advice: 'Add to what is there; storing replaces it.',
    },
    {
      name: 'counting tries only once to exchange',
      source: count(`const before = Atomics.load(signals, HASHES);
  Atomics.compareExchange(signals, HASHES, before, before + hashes);`),
      loses: [LOST],
      advice:
        'When the exchange fails somebody else was faster, and your count is lost: try again until it holds, or use `Atomics.add`.',
    },
    {
      name: 'counting takes a lock that nobody else knows of',
      source: count(`while (Atomics.compareExchange(signals, 0, 0, 1) !== 0);
  signals[HASHES] += hashes;
  Atomics.store(signals, 0, 0);`),
      loses: [LOST],
      advice:
        'A lock protects only from those who take it as well: use one atomic operation on the cell.',
    },
    {
      name: 'the hashes are counted in another cell',
      source: count('Atomics.add(signals, JOB, hashes);'),
      loses: [ADDS, LOST],
      advice: "Each number has its own cell: look which index is the hashes'.",
    },
    {
      name: 'taking loads, then stores zero',
      source: take(`const count = Atomics.load(signals, HASHES);
  Atomics.store(signals, HASHES, 0);
  return count;`),
      loses: [MEANWHILE, TWO_TAKE],
      advice:
        'What is counted between the load and the store is lost: `Atomics.exchange` does both at once.',
    },
    {
      name: 'taking reads and clears another view of the cells',
      source: take(`const cells = signals.subarray(0);
  const count = cells[HASHES];
  cells[HASHES] = 0;
  return count;`),
      loses: [MEANWHILE, TWO_TAKE],
      advice:
        'Another view is the same memory, and the other thread comes between the two: use `Atomics.exchange`.',
    },
    {
      name: 'taking loads, then subtracts what it saw',
      source: take(`const count = Atomics.load(signals, HASHES);
  Atomics.sub(signals, HASHES, count);
  return count;`),
      loses: [TWO_TAKE],
      advice:
        'Whoever takes at the same time takes the same hashes: `Atomics.exchange` returns what was there, and nobody else gets it.',
    },
    {
      name: 'taking clears all cells',
      source: take(`const count = Atomics.exchange(signals, HASHES, 0);
  signals.fill(0);
  return count;`),
      loses: [OTHERS, MEANWHILE],
      advice:
        'The stop flag and the job number are in the same memory: change only the cell of the hashes.',
    },
    {
      name: 'taking returns nothing',
      source: take('Atomics.exchange(signals, HASHES, 0);\n  return undefined as never;'),
      loses: [TAKES, OTHERS, MEANWHILE, TWO_TAKE],
      advice: '`Atomics.exchange` returns what was there: return that.',
    },
    {
      name: 'taking and claiming do nothing',
      source: take('return 0;').replace(CLAIM, 'return false;'),
      loses: [TAKES, OTHERS, CLAIMS, NEWER, MEANWHILE, TWO_TAKE, ONE_CLAIMS],
      advice: 'All three functions only pass on what one atomic operation does.',
    },
    {
      name: 'claiming looks, then stores',
      source: claim(`if (Atomics.load(signals, JOB) !== number) return false;
  Atomics.store(signals, JOB, NO_JOB);
  return true;`),
      loses: [NEWER, ONE_CLAIMS],
      advice:
        'Between the look and the store the job may be called off: `Atomics.compareExchange` does both at once.',
    },
    {
      name: 'claiming exchanges first and looks afterwards',
      source: claim('return Atomics.exchange(signals, JOB, NO_JOB) === number;'),
      loses: [NEWER],
      advice:
        'A job that was called off is then claimed all the same: compare and exchange at once.',
    },
    {
      name: 'claiming returns what it found',
      source: claim('return Atomics.compareExchange(signals, JOB, number, NO_JOB) as never;'),
      loses: [CLAIMS, NEWER, ONE_CLAIMS],
      advice:
        'The caller wants to know whether it was its job: compare what `compareExchange` returned with the number.',
    },
    {
      name: 'claiming expects no job, and puts the number',
      source: claim('return Atomics.compareExchange(signals, JOB, NO_JOB, number) === number;'),
      loses: [CLAIMS, NEWER, ONE_CLAIMS],
      advice:
        'Two arguments have changed places: `compareExchange` is given first what it expects, the number, and then what it puts there, `NO_JOB`.',
    },
    {
      name: 'claiming believes that any older job is its own',
      source: claim(`const found = Atomics.load(signals, JOB);
  return found <= number && Atomics.compareExchange(signals, JOB, found, NO_JOB) === found;`),
      loses: [CLAIMS, NEWER, ONE_CLAIMS],
      advice: 'A claim is good for exactly one number: compare with `===`.',
    },
    {
      name: 'claiming waits until the job is there',
      source: claim(`while (Atomics.load(signals, JOB) !== number);
  ${CLAIM}`),
      loses: [CLAIMS, NEWER, ONE_CLAIMS],
      advice: 'A claim never waits: if the number is another, the job is gone.',
    },
  ],
  right: {
    'a loop that exchanges until it succeeds': take(`for (;;) {
    const count = signals[HASHES];
    if (Atomics.compareExchange(signals, HASHES, count, 0) === count) return count;
  }`).replace(
      COUNT,
      `let before = Atomics.load(signals, HASHES);
  for (let found: number; ; before = found) {
    found = Atomics.compareExchange(signals, HASHES, before, before + hashes);
    if (found === before) return;
  }`,
    ),
    'it looks before it claims, and views the memory anew':
      claim(`const cells = new Int32Array(signals.buffer);
  return Atomics.load(cells, JOB) === number && compareExchange(cells, JOB, number, NO_JOB) === number;`).replace(
        'export function countHashes',
        'const { compareExchange } = Atomics;\n\nexport function countHashes',
      ),
    'it subtracts a negative number': count('Atomics.sub(signals, HASHES, -hashes);').replace(
      TAKE,
      'return Atomics.and(signals, HASHES, 0);',
    ),
  },
};
