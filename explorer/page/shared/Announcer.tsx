import type { JSX } from 'preact';
import { useModel } from '../model/useModel';

/** Reads news out to people who use a screen reader: reorganisations, users who come and go. */
export function Announcer(): JSX.Element {
  const [latest] = useModel().news;
  return (
    <p class="unseen" aria-live="polite">
      {latest?.text ?? ''}
    </p>
  );
}
