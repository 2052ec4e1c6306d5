import { COURSE } from '../../../grader/course/course';
import type { StepName } from '../../../grader/course/course';
import type { FoundFile } from './FoundFiles';
import { remark } from './Remark';
import type { Remark } from './Remark';
import { Unreadable } from './Unreadable';

/** The files to grade, and what was odd. */
export interface ChosenFiles {
  files: Map<StepName, Buffer>;
  remarks: Remark[];
}

/**
 * Chooses one file for each step.
 *
 * @throws Unreadable if there is no step's file, if two different files can be meant, or if the
 *   files are of several students
 */
export function chooseFiles(found: readonly FoundFile[]): ChosenFiles {
  mustBeOneStudent(found);
  const all = withoutReference([...new Set(found.map(({ folder }) => folder))]);
  if (all.length === 0) {
    throw new Unreadable(remark(`it has no step's file, such as ${COURSE[0].name}.ts`));
  }
  const starters = all.filter((folder) => lastPart(folder) === 'starter');
  const chosen = starters.length > 0 ? starters : all;
  const others = all.filter((folder) => !chosen.includes(folder));
  const remarks: Remark[] = [];
  if (others.length > 0) {
    const more = others.length > 1 ? ` (and ${others.length - 1} more)` : '';
    const text = `The files in % are graded. There are step files in %${more} too.`;
    remarks.push(remark(text, chosen[0], others[0] === '' ? '.' : others[0]));
  }
  const files = new Map<StepName, Buffer>();
  const used = new Set<string>();
  for (const { name } of COURSE) {
    const those = found.filter(({ step, folder }) => step === name && chosen.includes(folder));
    const exact = chosen.flatMap((folder) => {
      const here = those.filter((file) => file.folder === folder);
      const right = here.filter(({ fileName }) => fileName === `${name}.ts`);
      return right.length > 0 ? right : here;
    });
    if (exact.length === 0) continue;
    const [first] = exact;
    const other = exact.find(({ bytes }) => !bytes.equals(first.bytes));
    if (other !== undefined) throw ambiguous(first, other);
    if (first.fileName !== `${name}.ts`) {
      remarks.push(remark(`% is read as ${name}.ts.`, pathOf(first)));
    }
    files.set(name, first.bytes);
    used.add(first.folder);
  }
  if (used.size > 1) {
    const [one, two] = [...used].map((folder) => (folder === '' ? '.' : folder));
    const more = used.size > 2 ? ` (and ${used.size - 2} more)` : '';
    remarks.push(remark(`The step files are in several folders: % and %${more}.`, one, two));
  }
  return { files, remarks };
}

/** Moodle gives the submissions of all students in one archive. */
function mustBeOneStudent(found: readonly FoundFile[]): void {
  const students = found.flatMap(
    (file) => /(?:^|\/)([^/]+?_\d+)_assignsubmission_/.exec(pathOf(file))?.[1] ?? [],
  );
  if (new Set(students).size < 2) return;
  throw new Unreadable(
    remark("it has the submissions of several students: unpack Moodle's archive first"),
  );
}

/** Leaves out the reference's folder of a whole project. */
function withoutReference(folders: readonly string[]): string[] {
  return folders.filter((folder) => {
    if (lastPart(folder) !== 'solution') return true;
    const parent = folder.slice(0, folder.length - 'solution'.length);
    return !folders.some((other) => other.toLowerCase() === `${parent}starter`.toLowerCase());
  });
}

function ambiguous(one: FoundFile, two: FoundFile): Unreadable {
  return new Unreadable(
    one.folder === two.folder && one.fileName === two.fileName
      ? remark('it has % twice, and the two files differ', pathOf(one))
      : remark('% and % can both be meant, and the two files differ', pathOf(one), pathOf(two)),
  );
}

function pathOf({ folder, fileName }: FoundFile): string {
  return folder === '' ? fileName : `${folder}/${fileName}`;
}

function lastPart(folder: string): string {
  return folder.slice(folder.lastIndexOf('/') + 1).toLowerCase();
}
