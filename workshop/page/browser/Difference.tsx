import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { act } from './courseSession';

/** The difference between the student's file and the reference's. Only for a step that passed. */
export function Difference({ step }: { step: number }): JSX.Element {
  const [text, setText] = useState<string | null>(null);
  const load = async (): Promise<void> => {
    const answer = await act('difference', step).catch(() => undefined);
    setText(answer === undefined ? 'Your current file has not passed.' : String(answer.text));
  };
  if (text === null) {
    return (
      <p class="buttons">
        <button onClick={() => void load()}>Compare with the reference</button>
      </p>
    );
  }
  return (
    <pre class="difference" tabIndex={0} aria-label="The difference to the reference">
      {text.split('\n').map((line, i) => (
        <span key={i} class={line.startsWith('+') ? 'plus' : line.startsWith('-') ? 'minus' : ''}>
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
