import type { Step, StepName } from '../course/course';
import { referenceWithBody } from '../proof/referenceWithBody';
import { emptyFile } from './emptyFile';
import { IDLE_BODIES, IDLE_BODIES_OF } from './idleBodies';

/** A file whose functions do nothing useful. */
export interface IdleFile {
  step: StepName;
  source: string;
  /** The function that is taken from the reference. Only the checks of this function may pass. */
  right?: string;
  body: string;
}

/** The functions of these steps return nothing, so a body that returns a value is no other body. */
const WITHOUT_RESULT: readonly StepName[] = ['User', 'minerThread'];

// The reference imports the class under its own name.
const IMPORT = "import { Refusal as TheRefusal } from './supplied/Refusal';\n";

/**
 * Returns all idle files of a step. In some files, no function does anything useful. In the others,
 * one function is right.
 */
export function idleFilesOf(step: Step): IdleFile[] {
  const { name, functions } = step;
  const rights = functions.length > 1 ? [undefined, ...functions] : [undefined];
  return bodiesOf(name).flatMap((body) =>
    rights.map((right) => ({ step: name, right, body, source: fileOf(step, body, right) })),
  );
}

function bodiesOf(step: StepName): string[] {
  const bodies = [...IDLE_BODIES, ...(IDLE_BODIES_OF[step] ?? [])];
  if (!WITHOUT_RESULT.includes(step)) return bodies;
  return bodies.filter((body) => body === 'return undefined;' || !body.startsWith('return '));
}

function fileOf(step: Step, body: string, right: string | undefined): string {
  if (right === undefined) return emptyFile(step.name, IMPORT, body);
  const others = step.functions.filter((name) => name !== right);
  // Some bodies end without `return`.
  return IMPORT + referenceWithBody(step, others, `${body} return undefined;`);
}
