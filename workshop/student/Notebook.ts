import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../grader/course/course';

interface Notes {
  /** How many hints the student has received, by step. */
  hints: Record<string, number>;
  /** The fingerprint of the file that has passed, by step. */
  passed: Record<string, string>;
  /** The seed of the last report, by step. */
  seeds: Record<string, number>;
  /** The fingerprint of all parts with which the network has passed. */
  network?: string;
  /** The letters of the labs that the student has run. */
  labs: string[];
}

/** Stores facts about a student's work in a small file. Deleting this file does no harm. */
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

  /** True if a file with this fingerprint passed. */
  hasPassed(step: Step, fingerprint: string): boolean {
    return this.#read().passed[step.name] === fingerprint;
  }

  /** @param fingerprint undefined if the file did not pass */
  setPassed(step: Step, fingerprint: string | undefined): void {
    this.#change(({ passed }) => {
      if (fingerprint === undefined) delete passed[step.name];
      else passed[step.name] = fingerprint;
    });
  }

  /** The seed of the last report of a step. Undefined if there is none. */
  seedOf(step: Step): number | undefined {
    const seed: unknown = this.#read().seeds[step.name];
    // `>>> 0` changes everything but whole numbers from 0 to 2^32 - 1, which are the seeds.
    return typeof seed === 'number' && seed >>> 0 === seed ? seed : undefined;
  }

  setSeed(step: Step, seed: number): void {
    this.#change(({ seeds }) => {
      seeds[step.name] = seed;
    });
  }

  /** True if the network passed with parts of this fingerprint. */
  hasNetworkPassed(fingerprint: string): boolean {
    return this.#read().network === fingerprint;
  }

  /** @param fingerprint undefined if the network did not pass */
  setNetworkPassed(fingerprint: string | undefined): void {
    this.#change((notes) => {
      notes.network = fingerprint;
    });
  }

  /** The letters of the labs that the student has run. */
  get labs(): readonly string[] {
    return this.#read().labs;
  }

  addLab(letter: string): void {
    this.#change((notes) => {
      notes.labs = [...new Set([...notes.labs, letter])].toSorted();
    });
  }

  #change(change: (notes: Notes) => void): void {
    const notes = this.#read();
    change(notes);
    try {
      writeFileSync(this.#file, `${JSON.stringify(notes, null, 2)}\n`);
    } catch {
      // Commands also work in a read-only folder. There they do not store notes.
    }
  }

  /** Returns empty notes if the file is missing or broken. */
  #read(): Notes {
    try {
      const notes = JSON.parse(readFileSync(this.#file, 'utf8')) as Partial<Notes>;
      const { network, labs } = notes;
      return {
        hints: { ...notes.hints },
        passed: { ...notes.passed },
        seeds: { ...notes.seeds },
        ...(typeof network === 'string' && { network }),
        labs: Array.isArray(labs) ? labs.map(String) : [],
      };
    } catch {
      return { hints: {}, passed: {}, seeds: {}, labs: [] };
    }
  }
}
