import type { Step } from '../course/course';
import type { CheckReport } from '../harness/parent/suite/Report';
import { STEPS } from '../steps';
import type { Mutant } from '../steps/support/Mutants';
import { referenceWithStub } from './referenceWithStub';

/** A file of a step, and what its grade must be. */
export interface Case {
  /** What is in the file, in words. */
  name: string;
  /** The step's file; the stub if not given. */
  source?: string;
  /** The mutant, if the file is one. */
  mutant?: Mutant;
  /** Returns what is wrong with the grade, or undefined if it is right. */
  problem: (checks: readonly CheckReport[]) => string | undefined;
}

/**
 * Returns all files on which the proof tries a step's suite. A mutant loses exactly the checks that
 * it names. A correct file in another style loses none. The stub loses all. A file in which one
 * function is a stub loses the checks of that function, and those that need it.
 */
export function casesOf(step: Step): Case[] {
  const { wrong, right, needs } = STEPS[step.name].mutants;
  return [
    ...wrong.map((mutant) => ({
      name: mutant.name,
      source: mutant.source,
      mutant,
      problem: (checks: readonly CheckReport[]) =>
        differs(lostOf(checks), fullNames(mutant.loses, checks)),
    })),
    ...Object.entries(right).map(([style, source]) => ({
      name: `right, in another style: ${style}`,
      source,
      problem: (checks: readonly CheckReport[]) => differs(lostOf(checks), []),
    })),
    ...step.functions.map((name) => ({
      name: `without ${name}`,
      source: referenceWithStub(step, name),
      problem: (checks: readonly CheckReport[]) => {
        const needing = fullNames(needs?.[name] ?? [], checks);
        const expected = checks
          .filter((check) => check.of === name || needing.includes(check.name))
          .map((check) => check.name);
        return differs(unwrittenOf(checks), expected) ?? differs(lostOf(checks), expected);
      },
    })),
    {
      name: 'the stub',
      problem: (checks) =>
        differs(
          unwrittenOf(checks),
          checks.map(({ name }) => name),
        ),
    },
  ];
}

/** Returns the names of the checks that did not pass. */
function lostOf(checks: readonly CheckReport[]): string[] {
  return checks.filter(({ state }) => state !== 'passed').map(({ name }) => name);
}

/** Returns the names of the checks that failed because a function is a stub. */
function unwrittenOf(checks: readonly CheckReport[]): string[] {
  return checks.filter(({ failure }) => failure?.kind === 'unwritten').map(({ name }) => name);
}

/**
 * Returns the full names of the checks whose names begin like this.
 *
 * @throws Error if a beginning fits no check, or more than one
 */
function fullNames(beginnings: readonly string[], checks: readonly CheckReport[]): string[] {
  return beginnings.map((beginning) => {
    const fitting = checks.filter(({ name }) => name.startsWith(beginning));
    if (fitting.length === 1) return fitting[0].name;
    throw new Error(`"${beginning}" must begin the name of one check, not of ${fitting.length}`);
  });
}

/** Returns how the checks that were lost differ from those that should be, in words, if they do. */
function differs(lost: readonly string[], expected: readonly string[]): string | undefined {
  const isSame = lost.length === expected.length && lost.every((name, i) => name === expected[i]);
  return isSame ? undefined : `loses ${list(lost)}; should lose ${list(expected)}`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.map((name) => `"${name}"`).join(', ');
}
