import { join } from 'node:path';
import { COURSE } from '../../grader/course/course';
import { faultOf } from '../../grader/course/faultOf';
import { fingerprintOf } from '../../grader/course/fingerprintOf';
import { ROOT, STARTER } from '../../grader/course/parts';
import { readText } from '../../grader/course/readText';
import type { Done } from '../../grader/report/renderNext';
import { Notebook } from './Notebook';

/**
 * Stores that the network has passed.
 *
 * @param fingerprint of the parts in the network; undefined if it did not pass
 */
export function noteNetwork(fingerprint: string | undefined): void {
  new Notebook(ROOT).setNetworkPassed(fingerprint);
}

/** Returns what the student has done besides the steps. */
export function readDone(): Done {
  const notebook = new Notebook(ROOT);
  const fingerprint = fingerprintOfParts();
  const network = fingerprint !== undefined && notebook.hasNetworkPassed(fingerprint);
  return { network, labs: notebook.labs };
}

/** Returns one fingerprint of all the student's step files. Returns undefined if a file cannot be read. */
export function fingerprintOfParts(): string | undefined {
  const files = COURSE.map(({ name }) => join(STARTER, `${name}.ts`));
  if (files.some((file) => faultOf(file) !== undefined)) return undefined;
  return fingerprintOf(files.map((file) => fingerprintOf(readText(file))).join('\n'));
}
