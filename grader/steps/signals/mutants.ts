import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'signals';
const ADDS = 'countHashes adds hashes';
const TAKES = 'takeHashes returns the';
const OTHERS = 'takeHashes changes no other';
const CLAIMS = 'If the JOB cell holds number';
const NEWER = 'If the JOB cell holds any';
const LOST = 'No addition is lost';
const MEANWHILE = 'Hashes that are';
const TWO_TAKE = 'Two threads that';
const ONE_CLAIMS = 'If several threads';

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
      name: 'takeHashes leaves the hashes in the cell',
      source: take('return Atomics.load(signals, HASHES);'),
      loses: [TAKES, MEANWHILE, TWO_TAKE],
      advice:
        'The hashes are then returned again by the next call. Read and clear in one operation: `Atomics.exchange`.',
    },
    {
      name: 'countHashes loads, adds and stores',
      source: count('Atomics.store(signals, HASHES, Atomics.load(signals, HASHES) + hashes);'),
      loses: [LOST],
      advice:
        'The other thread can count between the load and the store, and its hashes are lost. Use `Atomics.add`.',
    },
    {
      name: 'countHashes uses a plain +=',
      source: count('signals[HASHES] += hashes;'),
      loses: [LOST],
      advice:
        '`+=` is a load, an addition and a store, and the other thread can write between them. Use `Atomics.add`.',
    },
    {
      name: 'countHashes stores only the new hashes',
      source: count('Atomics.store(signals, HASHES, hashes);'),
      loses: [ADDS, LOST],
      advice: 'The earlier hashes are lost. Add to the value in the cell: `Atomics.add`.',
    },
    {
      name: 'countHashes tries to exchange only once',
      source: count(`const before = Atomics.load(signals, HASHES);
  Atomics.compareExchange(signals, HASHES, before, before + hashes);`),
      loses: [LOST],
      advice:
        'If the exchange fails, another thread was faster, and your count is lost. Repeat until it succeeds, or use `Atomics.add`.',
    },
    {
      name: 'countHashes takes a lock that the other thread does not use',
      source: count(`while (Atomics.compareExchange(signals, 0, 0, 1) !== 0);
  signals[HASHES] += hashes;
  Atomics.store(signals, 0, 0);`),
      loses: [LOST],
      advice: 'A lock works only if all threads use it. Use one atomic operation on the cell.',
    },
    {
      name: 'countHashes adds to the wrong cell',
      source: count('Atomics.add(signals, JOB, hashes);'),
      loses: [ADDS, LOST],
      advice: 'Each number has its own cell. Use the position `HASHES`.',
    },
    {
      name: 'takeHashes loads, then stores zero',
      source: take(`const count = Atomics.load(signals, HASHES);
  Atomics.store(signals, HASHES, 0);
  return count;`),
      loses: [MEANWHILE, TWO_TAKE],
      advice:
        'Hashes that are counted between the load and the store are lost. `Atomics.exchange` does both at once.',
    },
    {
      name: 'takeHashes reads and clears through a second view',
      source: take(`const cells = signals.subarray(0);
  const count = cells[HASHES];
  cells[HASHES] = 0;
  return count;`),
      loses: [MEANWHILE, TWO_TAKE],
      advice:
        'A second view shows the same memory, so the other thread can write between the two accesses. Use `Atomics.exchange`.',
    },
    {
      name: 'takeHashes loads, then subtracts that value',
      source: take(`const count = Atomics.load(signals, HASHES);
  Atomics.sub(signals, HASHES, count);
  return count;`),
      loses: [TWO_TAKE],
      advice:
        'Two threads can then take the same hashes. `Atomics.exchange` returns the value and clears the cell at once.',
    },
    {
      name: 'takeHashes clears all cells',
      source: take(`const count = Atomics.exchange(signals, HASHES, 0);
  signals.fill(0);
  return count;`),
      loses: [OTHERS, MEANWHILE],
      advice:
        'The stop flag and the job number are in the same memory. Change only the cell `HASHES`.',
    },
    {
      name: 'takeHashes returns nothing',
      source: take('Atomics.exchange(signals, HASHES, 0);\n  return undefined as never;'),
      loses: [TAKES, OTHERS, MEANWHILE, TWO_TAKE],
      advice: 'The hashes are then lost. Return the result of `Atomics.exchange`.',
    },
    {
      name: 'takeHashes and claimJob do nothing',
      source: take('return 0;').replace(CLAIM, 'return false;'),
      loses: [TAKES, OTHERS, CLAIMS, NEWER, MEANWHILE, TWO_TAKE, ONE_CLAIMS],
      advice:
        'The hashes are never taken, and no job is claimed. Return the result of one atomic operation in each function.',
    },
    {
      name: 'claimJob loads, then stores',
      source: claim(`if (Atomics.load(signals, JOB) !== number) return false;
  Atomics.store(signals, JOB, NO_JOB);
  return true;`),
      loses: [NEWER, ONE_CLAIMS],
      advice:
        'The server can cancel the job between the load and the store. `Atomics.compareExchange` does both at once.',
    },
    {
      name: 'claimJob exchanges first and compares later',
      source: claim('return Atomics.exchange(signals, JOB, NO_JOB) === number;'),
      loses: [NEWER],
      advice:
        'The cell then changes even if it holds a different job. Compare and exchange in one operation.',
    },
    {
      name: 'claimJob returns the value of the cell',
      source: claim('return Atomics.compareExchange(signals, JOB, number, NO_JOB) as never;'),
      loses: [CLAIMS, NEWER, ONE_CLAIMS],
      advice:
        'The caller must know whether it got the job. Compare the result of `compareExchange` with the number, and return true or false.',
    },
    {
      name: 'claimJob expects NO_JOB and stores the number',
      source: claim('return Atomics.compareExchange(signals, JOB, NO_JOB, number) === number;'),
      loses: [CLAIMS, NEWER, ONE_CLAIMS],
      advice:
        'Two arguments are in the wrong order. `compareExchange` takes first the expected value, the number, and then the new value, `NO_JOB`.',
    },
    {
      name: 'claimJob accepts any older job',
      source: claim(`const found = Atomics.load(signals, JOB);
  return found <= number && Atomics.compareExchange(signals, JOB, found, NO_JOB) === found;`),
      loses: [CLAIMS, NEWER, ONE_CLAIMS],
      advice: 'A claim is only for one number. Compare with `===`.',
    },
    {
      name: 'claimJob waits until the job is there',
      source: claim(`while (Atomics.load(signals, JOB) !== number);
  ${CLAIM}`),
      loses: [CLAIMS, NEWER, ONE_CLAIMS],
      advice:
        'If the cell holds a different number, the job is gone, so the wait never ends. Return false at once.',
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
