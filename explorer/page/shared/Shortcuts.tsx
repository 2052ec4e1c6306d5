import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { setShortcuts, areShortcutsOn } from './useShortcuts';

const KEYS: readonly (readonly [string, string])[] = [
  ['1 … 6', 'go to a view, in the order of the menu'],
  ['/', 'find a block, a user or a payment'],
  ['← →', 'in the tree: to the parent, to the child'],
  ['↑ ↓', 'in the tree: to another block of this height'],
  ['Home, End', 'in the tree: to genesis, to the tip'],
  ['Enter', 'open the block'],
  ['Esc', 'go back, for example from a block to the tree'],
  ['?', 'show this list'],
];

/**
 * A button that shows the list of keys. In this list, the reader can switch single keys off. The
 * reason is that speech input and shaking hands can press such keys by mistake.
 */
export function Shortcuts(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const [areOn, setOn] = useState(areShortcutsOn);
  return (
    <>
      <button
        type="button"
        id="shortcuts"
        class="round"
        aria-label="Keyboard shortcuts"
        onClick={() => dialog.current?.showModal()}
      >
        ?
      </button>
      <dialog ref={dialog} aria-labelledby="keys-title">
        <h2 id="keys-title">Keys</h2>
        <dl class="keys">
          {KEYS.map(([key, meaning]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <label class="check">
          <input
            type="checkbox"
            checked={areOn}
            onChange={(event) => {
              setShortcuts(event.currentTarget.checked);
              setOn(event.currentTarget.checked);
            }}
          />
          Use the single keys 1 to 6, / and ?
        </label>
        <p>
          <button type="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </p>
      </dialog>
    </>
  );
}
