import type { JSX } from 'preact';
import type { SceneState, StepState } from '../channel/CourseState';
import { act } from './courseSession';

interface ScenePanelProps {
  step: StepState;
  scene: SceneState | null;
}

/** Plays the scene of a step: what goes wrong with a naive part, and with the student's part. */
export function ScenePanel({ step, scene }: ScenePanelProps): JSX.Element {
  const { number, progress } = step;
  const shown = scene?.step === number ? scene : null;
  const isWritten = progress === 'begun' || progress === 'passed';
  const play = (verb: 'accident' | 'scene'): void => void act(verb, number).catch(() => undefined);
  return (
    <section class="scene" aria-label="The accident" aria-busy={shown?.isPlaying}>
      <h2>The accident</h2>
      {shown === null ? (
        <p>See in a network what this step is for. A scene takes at most ten seconds.</p>
      ) : (
        <Scene scene={shown} />
      )}
      <p class="buttons">
        <button onClick={() => play('accident')}>Play the accident</button>
        {isWritten && <button onClick={() => play('scene')}>Play it with your part</button>}
      </p>
    </section>
  );
}

function Scene({ scene }: { scene: SceneState }): JSX.Element {
  const { title, plan, part, text, isPlaying, ending } = scene;
  return (
    <>
      <p>
        <b>{title}.</b> {plan}
      </p>
      <p class="quiet">{part}</p>
      <pre class="scene-text" tabIndex={0} role="log">
        {text}
        {isPlaying && '…'}
      </pre>
      {ending !== null && (
        <p class={`judged ${ending.isGood ? 'passed' : 'failed'}`}>{ending.text}</p>
      )}
      {!isPlaying && ending === null && <p class="notice">The scene was ended.</p>}
    </>
  );
}
