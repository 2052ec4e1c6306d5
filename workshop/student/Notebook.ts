import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../grader/course/course';

interface Notes {
  /** How many hints were handed out, by step. */
  hints: Record<string, number>;
  /** What a step's file was when it passed, as a fingerprint, by step. */
  passed: Record<string, string>;
}

/** What the workshop remembers of a student's work: a small file that nobody needs. */
export class Notebook {
  readonly #file: string;

  /** @param root the project's folder */
  constructor(root: string) {
    this.#file = join(root, '.cantor.json');
  }

  hintsOf(step: Step): number {
    return this.#read().hints[step.name] ?? 0;
  }

  setHints(step: Step, count: number): void {
    this.#change(({ hints }) => {
      hints[step.name] = count;
    });
  }

  /** True if the step's file passed as it is. */
  hasPassed(step: Step, fingerprint: string): boolean {
    return this.#read().passed[step.name] === fingerprint;
  }

  setPassed(step: Step, fingerprint: string | undefined): void {
    this.#change(({ passed }) => {
      if (fingerprint === undefined) delete passed[step.name];
      else passed[step.name] = fingerprint;
    });
  }

  #change(change: (notes: Notes) => void): void {
    const notes = this.#read();
    change(notes);
    try {
      writeFileSync(this.#file, `${JSON.stringify(notes, null, 2)}\n`);
    } catch {
      // A folder that cannot be written to costs the memory, not the command.
    }
  }

  /** A file that is missing or broken is an empty notebook. */
  #read(): Notes {
    try {
      const notes = JSON.parse(readFileSync(this.#file, 'utf8')) as Partial<Notes>;
      return { hints: { ...notes.hints }, passed: { ...notes.passed } };
    } catch {
      return { hints: {}, passed: {} };
    }
  }
}
