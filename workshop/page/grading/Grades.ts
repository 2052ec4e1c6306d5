import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { COURSE } from '../../../grader/course/course';
import { ROOT } from '../../../grader/course/parts';
import { clean } from '../../../grader/report/clean';
import { noteGraded } from '../../student/noteGraded';
import type { StepGrade } from '../channel/CourseState';
import type { GradeLine } from './GradeLine';

/** How long the process can take to end, in milliseconds. It ends submissions that hang. */
const END_MS = 3000;

/** How much of the process's errors is shown, in UTF-16 units. */
const MOST_ERRORS = 1000;

/** The grades of the student's steps. Another process grades, because it isolates submissions. */
export class Grades {
  readonly #grades = new Map<number, StepGrade>();
  #waiting: readonly number[] = [];
  #fault: string | null = null;
  #child: ChildProcess | undefined;
  #isEnding = false;

  /** @param onChange called after each change */
  constructor(private readonly onChange: () => void) {}

  /** The steps that wait to be graded. The first one is being graded. */
  get waiting(): readonly number[] {
    return this.#waiting;
  }

  /** Why the grader does not work, or null. */
  get fault(): string | null {
    return this.#fault;
  }

  of(step: number): StepGrade | null {
    return this.#grades.get(step) ?? null;
  }

  /** Starts to grade on each save. Starts again after the process has ended. */
  start(): void {
    if (this.#child !== undefined || this.#isEnding) return;
    this.#fault = null;
    const programs = [
      'workshop/commands/launchGuarded.js',
      'workshop/page/grading/gradeForPage.ts',
    ];
    const child = spawn(
      process.execPath,
      programs.map((path) => join(ROOT, path)),
      {
        cwd: ROOT,
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-MOST_ERRORS);
    });
    child.stdin.on('error', () => {});
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line));
    child.once('error', ({ message }) => (errors = message));
    child.once('close', () => {
      this.#child = undefined;
      this.#waiting = [];
      if (!this.#isEnding) {
        this.#fault = `The grader has stopped. Press "Grade again" to start it. ${clean(errors)}`;
        this.onChange();
      }
    });
  }

  /** Grades a step soon. */
  request(step: number): void {
    this.start();
    this.#child?.stdin?.write(`${step}\n`);
  }

  /** Ends the process and all submissions. */
  async end(): Promise<void> {
    this.#isEnding = true;
    const child = this.#child;
    if (child === undefined) return;
    await new Promise<void>((resolve) => {
      child.once('close', () => resolve());
      child.stdin?.end();
      // `launchGuarded.js` ends all submissions on this signal.
      setTimeout(() => child.kill('SIGTERM'), END_MS).unref();
    });
  }

  /** Only this process writes the page's notes. Two processes could overwrite each other's. */
  #note({ step: number, seed, grade }: Extract<GradeLine, { kind: 'grade' }>): void {
    const step = COURSE.find((each) => each.number === number);
    if (step === undefined) return;
    noteGraded({ seed, steps: [{ step, checks: grade.checks }] });
    this.#grades.set(number, grade);
  }

  #hear(text: string): void {
    let line: GradeLine;
    try {
      line = JSON.parse(text) as GradeLine;
    } catch {
      return;
    }
    if (line.kind === 'waiting') this.#waiting = line.steps;
    else if (line.kind === 'grade') {
      this.#note(line);
      this.#fault = null;
    } else if (line.kind === 'fault') {
      this.#fault = `The grader itself does not work, and your code is not to blame: ${clean(line.message)}`;
    }
    this.onChange();
  }
}
