import { handoutOf } from '../course/course';
import type { Step } from '../course/course';
import type { CheckReport } from '../harness/parent/suite/Report';
import { STEPS } from '../steps';
import type { Mutant } from '../steps/support/Mutants';
import { subtleFiles } from './subtleFiles';
import { referenceWithBody } from './referenceWithBody';

/** A file of a step, and the test of the file's grade. */
export interface Case {
  /** A description of the file. */
  name: string;
  /** The text of the step's file. The default is the stub. */
  source?: string;
  /** The mutant, if the file is a mutant. */
  mutant?: Mutant;
  /** Describes the fault of the grade. Returns undefined if the grade is right. */
  problem: (checks: readonly CheckReport[]) => string | undefined;
}

/**
 * Returns all files that the proof grades with a step's suite. A mutant must lose exactly the
 * checks in the mutant's list. A subtle file must lose at least one check. A correct file in another style must lose no checks. The stub must
 * lose all checks. If one function is a stub, the file must lose all checks that need this
 * function.
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
    ...subtleFiles(step).map(({ name, source }) => ({
      name,
      source,
      problem: (checks: readonly CheckReport[]) =>
        lostOf(checks).length > 0 ? undefined : 'loses nothing; should lose a check',
    })),
    ...Object.entries(right).map(([style, source]) => ({
      name: `right, in another style: ${style}`,
      source,
      problem: (checks: readonly CheckReport[]) => differs(lostOf(checks), []),
    })),
    ...step.functions.map((name) => ({
      name: `without ${name}`,
      source: withStub(step, name),
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

/** Returns the reference's file of a step with one function as a stub. */
function withStub(step: Step, name: string): string {
  const stub = `throw new NotImplemented('step${step.number}', '${name}', '${handoutOf(step)}');`;
  const source = referenceWithBody(step, [name], stub);
  return `import { NotImplemented } from './supplied/NotImplemented';\n${source}`;
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
 * Returns the full names of checks. The arguments are the beginnings of the names.
 *
 * @throws Error if a beginning does not fit exactly one check
 */
function fullNames(beginnings: readonly string[], checks: readonly CheckReport[]): string[] {
  return beginnings.map((beginning) => {
    const fitting = checks.filter(({ name }) => name.startsWith(beginning));
    if (fitting.length === 1) return fitting[0].name;
    throw new Error(`"${beginning}" must begin the name of one check, not of ${fitting.length}`);
  });
}

/** Describes the difference between lost and expected checks. Returns undefined if they agree. */
function differs(lost: readonly string[], expected: readonly string[]): string | undefined {
  const isSame = lost.length === expected.length && lost.every((name, i) => name === expected[i]);
  return isSame ? undefined : `loses ${list(lost)}; should lose ${list(expected)}`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.map((name) => `"${name}"`).join(', ');
}
