import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Step } from '../../../grader/course/course';
import { ROOT } from '../../../grader/course/parts';
import { clean } from '../../../grader/report/clean';
import { SCENES } from '../../scenes/scenes';
import type { SceneState } from '../channel/CourseState';
import type { SceneLine } from './SceneLine';

/** The longest text of a scene that is shown, in UTF-16 units. A step's code can print too. */
const MOST_TEXT = 10_000;

/** How long an ended scene can take to clean up, in milliseconds. */
const END_MS = 2000;

/** Plays one scene at a time, in a process of its own. */
export class ScenePlayer {
  #state: SceneState | null = null;
  #child: ChildProcess | undefined;

  /** @param onChange called after each change */
  constructor(private readonly onChange: () => void) {}

  /** The scene that is played, or that was played last. */
  get state(): SceneState | null {
    return this.#state;
  }

  /** Plays the scene of a step. Ends the scene that is still played. */
  play(step: Step, whose: SceneState['whose']): void {
    this.#disconnect();
    const { title, plan } = SCENES[step.name];
    const programs = ['workshop/commands/launch.js', 'workshop/page/scene/runSceneForPage.ts'];
    const child = spawn(
      process.execPath,
      [...programs.map((path) => join(ROOT, path)), String(step.number), whose],
      { cwd: ROOT, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
    );
    this.#child = child;
    const scene = { step: step.number, whose, title, plan, part: '', text: '', ending: null };
    this.#change({ ...scene, isPlaying: true });
    child.on('message', (line: SceneLine) => this.#hear(child, line));
    child.once('error', ({ message: text }) => this.#hear(child, { kind: 'problem', text }));
    child.once('close', () => {
      if (this.#child !== child || this.#state === null) return;
      this.#child = undefined;
      this.#change({ ...this.#state, isPlaying: false });
    });
  }

  /** Ends the scene. Resolves when its process has ended. */
  end(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('close', () => resolve());
      this.#disconnect();
    });
  }

  /** The process then removes its temporary files, and ends. If its code hangs, it is killed. */
  #disconnect(): void {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    if (child.connected) child.disconnect();
    const late = setTimeout(() => child.kill('SIGKILL'), END_MS);
    child.once('close', () => clearTimeout(late));
  }

  #hear(child: ChildProcess, line: SceneLine): void {
    if (this.#child !== child || this.#state === null) return;
    if (line.kind === 'part') this.#change({ ...this.#state, part: clean(line.text) });
    else if (line.kind === 'lines') {
      const text = `${this.#state.text}${clean(line.lines.join('\n'))}\n`.slice(0, MOST_TEXT);
      this.#change({ ...this.#state, text });
    } else {
      const text = clean(line.text).slice(0, MOST_TEXT);
      const isGood = line.kind === 'ending' && line.isGood;
      this.#change({ ...this.#state, ending: { isGood, text } });
    }
  }

  #change(state: SceneState): void {
    this.#state = state;
    this.onChange();
  }
}
