import type { JSX } from 'preact';

/** What the cards' outlines mean. */
export function Legend(): JSX.Element {
  return (
    <ul class="legend" aria-label="What the outlines mean">
      <li class="main" title="the valid chain with the most work">
        main chain
      </li>
      <li class="fork" title="another branch that somebody follows">
        fork
      </li>
      <li class="orphaned" title="left behind: another branch has more work">
        orphaned
      </li>
      <li class="invalid" title="breaks a rule, or stands on a block that does">
        invalid
      </li>
    </ul>
  );
}
