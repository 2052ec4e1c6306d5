import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface EnlargedDiagramProps {
  /** The address of the picture. */
  source: string;
  onClose: () => void;
}

/** A diagram in its full size, over the page. */
export function EnlargedDiagram({ source, onClose }: EnlargedDiagramProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), [source]);
  return (
    <dialog ref={dialog} class="enlarged diagram" aria-label="The diagram" onClose={onClose}>
      <form method="dialog">
        <button>Close</button>
      </form>
      <div class="enlarged-picture" tabIndex={0}>
        <img src={source} alt="A diagram. Its text is on the page." />
      </div>
    </dialog>
  );
}
