import type { JSX } from 'preact';
import { useModel } from '../model/useModel';

/** Says what has happened to those who do not see it: reorganisations, users who come and go. */
export function Announcer(): JSX.Element {
  const [latest] = useModel().happenings;
  return (
    <p class="unseen" aria-live="polite">
      {latest?.text ?? ''}
    </p>
  );
}
