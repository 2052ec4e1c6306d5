import { useState } from 'preact/hooks';
import { EDITORS } from '../channel/editors';
import type { Editor } from '../channel/editors';

/** The reader's choice, in this browser. */
const STORED = 'cantor-editor';

/** The choice of readers whose editor opens no links. */
export const NO_EDITOR = 'none';

/**
 * Returns the editor that opens files, or undefined if none does, and a function that chooses
 * another one.
 *
 * @param usual the id of the editor that the student's `EDITOR` names, or null
 */
export function useEditor(usual: string | null): [Editor | undefined, (id: string) => void] {
  const [chosen, setChosen] = useState(() => localStorage.getItem(STORED));
  const choose = (id: string): void => {
    localStorage.setItem(STORED, id);
    setChosen(id);
  };
  const find = (id: string | null): Editor | undefined => EDITORS.find((each) => each.id === id);
  const editor = chosen === NO_EDITOR ? undefined : (find(chosen) ?? find(usual) ?? EDITORS[0]);
  return [editor, choose];
}
