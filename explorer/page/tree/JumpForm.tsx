import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TreeNode } from '../model/DrawnTree';
import { useModel } from '../model/useModel';
import { findBlock } from './findBlock';

/** A form to find a block. */
export function JumpForm({ onFound }: { onFound: (node: TreeNode) => void }): JSX.Element {
  const { tree } = useModel();
  const [text, setText] = useState('');
  const [isMissing, setMissing] = useState(false);
  const jump = (event: Event): void => {
    event.preventDefault();
    const node = findBlock(tree, text);
    setMissing(node === undefined && text.trim() !== '');
    if (node !== undefined) onFound(node);
  };
  return (
    <form class="jump" role="search" aria-label="Find a block" onSubmit={jump}>
      <label for="jump">Find</label>
      <input
        id="jump"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        placeholder="height or hash"
        autocomplete="off"
        spellcheck={false}
        maxLength={64}
        aria-describedby="jump-missing"
      />
      <button type="submit">Go</button>
      <span id="jump-missing" class="missing" role="status">
        {isMissing ? 'No such block.' : ''}
      </span>
    </form>
  );
}
