import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TreeNode } from '../model/DrawnTree';
import { useModel } from '../model/useModel';
import { findPlace } from './findPlace';

/** A form to find a block, the tip of a user, or the block of a payment. */
export function JumpForm({ onFound }: { onFound: (node: TreeNode) => void }): JSX.Element {
  const model = useModel();
  const [text, setText] = useState('');
  const [isMissing, setMissing] = useState(false);
  const jump = (event: Event): void => {
    event.preventDefault();
    const node = findPlace(model, text);
    setMissing(node === undefined && text.trim() !== '');
    if (node !== undefined) onFound(node);
  };
  return (
    <form class="jump" role="search" aria-label="Find a block, a user or a payment" onSubmit={jump}>
      <label for="jump">Find</label>
      <input
        id="jump"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        placeholder="height, hash, name or payment"
        autocomplete="off"
        spellcheck={false}
        maxLength={64}
        aria-describedby="jump-missing"
      />
      <button type="submit">Go</button>
      <span id="jump-missing" class="missing" role="status">
        {isMissing ? 'Nothing found.' : ''}
      </span>
    </form>
  );
}
