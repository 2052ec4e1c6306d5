import { COURSE, handoutOf } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { hintsOf } from '../student/hintsOf';
import { Notebook } from '../student/Notebook';
import type { CourseState, StepState } from './channel/CourseState';
import { editorOfCommand } from './channel/editors';
import type { Grades } from './grading/Grades';
import type { OwnNetwork } from './network/OwnNetwork';
import type { ScenePlayer } from './scene/ScenePlayer';
import { renderHandout } from './renderHandout';
import { stepProgress } from './stepProgress';

/** Reads the state of the course from the student's files, the notebook, and the last grades. */
export class CourseModel {
  readonly #notebook = new Notebook(ROOT);
  readonly #hints = new Map<Step, readonly string[]>();

  constructor(
    private readonly grades: Grades,
    private readonly network: OwnNetwork,
    private readonly scene: ScenePlayer,
  ) {}

  state(): CourseState {
    const steps = COURSE.map((step) => this.#stateOf(step));
    const { waiting, fault } = this.grades;
    return {
      root: ROOT,
      editor: editorOfCommand(process.env.VISUAL ?? process.env.EDITOR ?? ''),
      steps,
      next: steps.find(({ progress }) => progress !== 'passed')?.number ?? null,
      ...{ waiting, fault },
      network: this.network.state,
      scene: this.scene.state,
    };
  }

  #stateOf(step: Step): StepState {
    const { number, name, title, minutes, points: outOf } = step;
    const hints = this.#hintsOf(step);
    const grade = this.grades.of(number);
    const progress = stepProgress(step);
    const worthless = progress === 'unwritten' || progress === 'missing';
    return {
      ...{ number, name, title, minutes, outOf, progress, grade },
      points: progress === 'passed' ? outOf : worthless ? 0 : (grade?.points ?? null),
      hints: hints.slice(0, this.#notebook.hintsOf(step)),
      hintCount: hints.length,
    };
  }

  /** Returns all hints of a step, as HTML. */
  #hintsOf(step: Step): readonly string[] {
    let hints = this.#hints.get(step);
    if (hints === undefined) {
      hints = hintsOf(step, ROOT).map((hint) =>
        renderHandout(hint.replace(/^(.*)\n/, '**$1**\n'), handoutOf(step)),
      );
      this.#hints.set(step, hints);
    }
    return hints;
  }
}
