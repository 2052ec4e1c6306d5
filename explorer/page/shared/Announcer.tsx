import type { JSX } from 'preact';
import { useModel } from '../model/useModel';
import { eventText } from './eventText';

/**
 * Announces events to people who use a screen reader, such as a user who changes to another branch.
 */
export function Announcer(): JSX.Element {
  const model = useModel();
  const latest = model.events.at(0);
  return (
    <p class="unseen" aria-live="polite">
      {latest === undefined ? '' : eventText(latest, model)}
    </p>
  );
}
