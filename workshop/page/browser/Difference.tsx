import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { act } from './courseSession';

/** The difference between the student's file and the reference's. Only for a step that passed. */
export function Difference({ step }: { step: number }): JSX.Element {
  const [text, setText] = useState<string | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (text !== null) dialog.current?.showModal();
  }, [text]);
  const load = async (): Promise<void> => {
    const answer = await act('difference', step).catch(() => undefined);
    setText(answer === undefined ? 'Your current file has not passed.' : String(answer.text));
  };
  return (
    <>
      <p class="buttons">
        <button onClick={() => void load()}>Compare with the reference</button>
      </p>
      {text !== null && (
        <dialog
          ref={dialog}
          class="difference-dialog"
          aria-label="The difference to the reference"
          onClose={() => setText(null)}
        >
          <form method="dialog">
            <button>Close</button>
          </form>
          <pre class="difference" tabIndex={0}>
            {text.split('\n').map((line, i) => (
              <span key={i} class={classOf(line)}>
                {line}
                {'\n'}
              </span>
            ))}
          </pre>
        </dialog>
      )}
    </>
  );
}

function classOf(line: string): string {
  if (line.startsWith('+')) return 'plus';
  return line.startsWith('-') ? 'minus' : '';
}
