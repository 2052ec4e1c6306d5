import type { JSX } from 'preact';
import { editorLink } from '../channel/editors';
import type { Editor } from '../channel/editors';
import type { Place } from '../channel/CourseState';
import { CopyButton } from './CopyButton';

/** Where the student's files are, and what opens them. */
export interface FileOpener {
  root: string;
  /** Undefined if the reader's editor opens no links. */
  editor: Editor | undefined;
}

interface OpenFileProps extends FileOpener {
  place: Place;
}

/** A place in a file: a link that opens it in the editor, and a button that copies it. */
export function OpenFile({ root, editor, place: { file, line } }: OpenFileProps): JSX.Element {
  const text = `${file}:${line}`;
  return (
    <span class="open-file">
      {editor === undefined ? (
        <code>{text}</code>
      ) : (
        <a
          class="button"
          href={editorLink(editor, root, file, line)}
          title={`Open in ${editor.name}`}
        >
          {text}
        </a>
      )}
      <CopyButton text={text} />
    </span>
  );
}
