/** One step of the course. Only the table below lists the steps. */
export interface Step<Name extends string = StepName> {
  number: number;
  /** The name of the step's file, of its handout, and of its folder in `grader/steps/`. */
  name: Name;
  title: string;
  /** The exported functions, or the methods of the file's class, that the student writes. */
  functions: readonly string[];
  points: number;
  /** How long the step takes: an estimate, see `estimateMinutes`. */
  minutes: number;
  /** How many gradings fail before the step passes: our estimate, from trials with new students. */
  failedTries: number;
  /** The steps whose functions the step's file imports. */
  uses: readonly Name[];
  /** The additional rights of the step's code in the sandbox. */
  grants?: readonly Grant[];
}

/** A right that the sandbox gives only to the steps that need it. */
export type Grant = 'threads' | 'network';

const TABLE = [
  {
    number: 1,
    name: 'hashBlock',
    title: 'A fingerprint of every field',
    functions: ['blockPrefix', 'hashBlock'],
    points: 10,
    minutes: 20,
    failedTries: 1,
    uses: [],
  },
  {
    number: 2,
    name: 'createGenesisBlock',
    title: 'Linking blocks',
    functions: ['createGenesisBlock', 'nextBlock'],
    points: 10,
    minutes: 25,
    failedTries: 0,
    uses: ['hashBlock'],
  },
  {
    number: 3,
    name: 'mine',
    title: 'Expensive to make, cheap to check',
    functions: ['meetsDifficulty', 'mine'],
    points: 10,
    minutes: 30,
    failedTries: 1,
    uses: ['hashBlock'],
  },
  {
    number: 4,
    name: 'validateBlock',
    title: 'Check every block',
    functions: ['checkWork', 'validateBlock'],
    points: 10,
    minutes: 30,
    failedTries: 1,
    uses: ['hashBlock', 'mine'],
  },
  {
    number: 5,
    name: 'ledger',
    title: 'Balances come from the chain',
    functions: ['applyTransaction', 'makeTransaction'],
    points: 10,
    minutes: 45,
    failedTries: 0,
    uses: ['signatures'],
  },
  {
    number: 6,
    name: 'User',
    title: "A thread's life",
    functions: ['start', 'stop'],
    points: 10,
    minutes: 70,
    failedTries: 2,
    uses: [],
    grants: ['threads'],
  },
  {
    number: 7,
    name: 'signals',
    title: 'The data race',
    functions: ['countHashes', 'takeHashes', 'claimJob'],
    points: 10,
    minutes: 25,
    failedTries: 1,
    uses: [],
    grants: ['threads'],
  },
  {
    number: 8,
    name: 'minerThread',
    title: 'Sleep, wake, the lost wake-up',
    functions: ['minerThread'],
    points: 10,
    minutes: 55,
    failedTries: 4,
    uses: ['createGenesisBlock', 'mine', 'signals'],
    grants: ['threads'],
  },
  {
    number: 9,
    name: 'broadcast',
    title: 'Dead and slow peers',
    functions: ['broadcast'],
    points: 10,
    minutes: 30,
    failedTries: 1,
    uses: [],
    grants: ['network'],
  },
  {
    number: 10,
    name: 'handleMsg',
    title: 'One entrance',
    functions: ['handleMsg'],
    points: 10,
    minutes: 70,
    failedTries: 2,
    uses: ['ledger', 'validateBlock'],
  },
  {
    number: 11,
    name: 'longestChain',
    title: 'All users choose alike',
    functions: ['longestChain'],
    points: 10,
    minutes: 40,
    failedTries: 0,
    uses: ['validateBlock'],
  },
  {
    number: 12,
    name: 'catchUp',
    title: 'Get missing blocks',
    functions: ['catchUp'],
    points: 10,
    minutes: 80,
    failedTries: 3,
    uses: ['validateBlock'],
  },
  {
    number: 13,
    name: 'reorganise',
    title: 'Change to another branch',
    functions: ['reorganise'],
    points: 10,
    minutes: 60,
    failedTries: 2,
    uses: [],
  },
  {
    number: 14,
    name: 'signatures',
    title: 'Who may spend',
    functions: ['sign', 'verify'],
    points: 10,
    minutes: 45,
    failedTries: 1,
    uses: [],
  },
] as const satisfies readonly Step<string>[];

/** The name of a step. With this type, a record that forgets a step is a type error. */
export type StepName = (typeof TABLE)[number]['name'];

/** The steps, in the order of the course. */
export const COURSE: readonly Step[] = TABLE;

/** The points that a student can earn. */
export const COURSE_POINTS = COURSE.reduce((sum, { points }) => sum + points, 0);

/** Returns the step with this name. */
export function stepOf(name: StepName): Step {
  return COURSE[TABLE.findIndex((step) => step.name === name)];
}

/** Returns the steps that a step imports, directly or through other steps. */
export function standsOn(step: Step): Step[] {
  const found = new Set<Step>();
  const visit = ({ uses }: Step): void => {
    for (const used of uses.map(stepOf)) {
      if (found.has(used)) continue;
      found.add(used);
      visit(used);
    }
  };
  visit(step);
  found.delete(step);
  return [...found];
}

/** Returns the path of a step's handout, from the project's root. */
export function handoutOf(step: Pick<Step<string>, 'number' | 'name'>): string {
  return `exercises/${String(step.number).padStart(2, '0')}-${step.name}.md`;
}

/**
 * Finds a step by any of its names: `step3`, `3`, `mine`, or the path of its file. Small letters
 * and capitals are the same.
 *
 * @returns undefined if there is no such step
 */
export function findStep(name: string): Step | undefined {
  const wanted = name
    .toLowerCase()
    .replace(/^(\.[\\/])?starter[\\/]/, '')
    .replace(/\.ts$/, '');
  return COURSE.find(
    (step) =>
      wanted === step.name.toLowerCase() ||
      wanted === String(step.number) ||
      wanted === `step${step.number}`,
  );
}
