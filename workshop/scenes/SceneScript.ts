import type { SceneStage } from './SceneStage';

/** A short story in the real network. It shows what the code of one step is for. */
export interface SceneScript {
  title: string;
  /** What happens, for the student. Printed before the scene. */
  plan: string;
  /**
   * Plays the scene, and prints each event after it has happened.
   *
   * @throws Error if the network does something that the scene does not expect
   */
  play: (stage: SceneStage) => Promise<Ending>;
}

/** How a scene has ended. It depends on the code of the step only. */
export interface Ending {
  /** False if the accident happened. */
  isGood: boolean;
  /** What the step's code has done, in one or two sentences. */
  text: string;
}
