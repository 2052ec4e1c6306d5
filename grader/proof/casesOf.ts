import type { Step } from '../course/course';
import type { CheckReport } from '../harness/parent/suite/Report';
import { STEPS } from '../steps';
import type { Mutant } from '../steps/support/Mutants';
import { withoutFunction } from './withoutFunction';

/** A file of a step, and what its grade must be. */
export interface Case {
  /** What it is, in words. */
  name: string;
  /** The step's file; the stub if not given. */
  source?: string;
  /** What it is a mistake of, if it is one. */
  mutant?: Mutant;
  /** What is wrong with the grade; nothing if it is what it must be. */
  problem: (checks: readonly CheckReport[]) => string | undefined;
}

/**
 * Everything that a step's suite is tried on: each wrong file loses the checks that it should and no
 * others, each right one in another style none, the stub all, and a file in which one function is
 * not written those of that function and those that need it.
 */
export function casesOf(step: Step): Case[] {
  const { wrong, right, needs } = STEPS[step.name].mutants;
  return [
    ...wrong.map((mutant) => ({
      name: mutant.name,
      source: mutant.source,
      mutant,
      problem: (checks: readonly CheckReport[]) => differs(lostOf(checks), mutant.loses),
    })),
    ...Object.entries(right).map(([style, source]) => ({
      name: `right, in another style: ${style}`,
      source,
      problem: (checks: readonly CheckReport[]) => differs(lostOf(checks), []),
    })),
    ...Object.entries(needs).map(([name, others]) => ({
      name: `without ${name}`,
      source: withoutFunction(step, name),
      problem: (checks: readonly CheckReport[]) =>
        differs(
          unwrittenOf(checks),
          checks
            .filter(({ of, name: check }) => of === name || others.some((o) => check.startsWith(o)))
            .map((check) => check.name),
        ) ?? differs(lostOf(checks), unwrittenOf(checks)),
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

/** The checks that are not passed. */
function lostOf(checks: readonly CheckReport[]): string[] {
  return checks.filter(({ state }) => state !== 'passed').map(({ name }) => name);
}

function unwrittenOf(checks: readonly CheckReport[]): string[] {
  return checks.filter(({ failure }) => failure?.kind === 'unwritten').map(({ name }) => name);
}

/** How what was lost differs from what should be, which is given by how the names begin. */
function differs(lost: readonly string[], expected: readonly string[]): string | undefined {
  const isSame =
    lost.length === expected.length && lost.every((name, i) => name.startsWith(expected[i]));
  return isSame ? undefined : `loses ${list(lost)}; should lose ${list(expected)}`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.map((name) => `"${name}"`).join(', ');
}
