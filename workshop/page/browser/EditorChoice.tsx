import type { JSX } from 'preact';
import { EDITORS } from '../channel/editors';
import type { Editor } from '../channel/editors';
import { NO_EDITOR } from './useEditor';

interface EditorChoiceProps {
  editor: Editor | undefined;
  choose: (id: string) => void;
}

/** The choice of the editor that opens files. */
export function EditorChoice({ editor, choose }: EditorChoiceProps): JSX.Element {
  return (
    <label class="editor-choice">
      Files open in{' '}
      <select
        value={editor?.id ?? NO_EDITOR}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {EDITORS.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value={NO_EDITOR}>another editor: show only the path</option>
      </select>
    </label>
  );
}
