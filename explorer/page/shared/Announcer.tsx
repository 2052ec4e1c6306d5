import type { JSX } from 'preact';
import { useModel } from '../model/useModel';

/**
 * Announces news to people who use a screen reader. The news report reorganisations and changes of
 * users.
 */
export function Announcer(): JSX.Element {
  const [latest] = useModel().news;
  return (
    <p class="unseen" aria-live="polite">
      {latest?.text ?? ''}
    </p>
  );
}
