import type { JSX } from 'preact';

/** The meanings of the cards' outlines. */
export function TreeLegend(): JSX.Element {
  return (
    <ul class="legend" aria-label="What the outlines mean">
      <li class="main" title="the valid chain with the most work">
        main chain
      </li>
      <li class="fork" title="another branch that a user follows">
        fork
      </li>
      <li class="orphaned" title="valid, but no user follows this branch">
        orphaned
      </li>
      <li class="invalid" title="breaks a rule, or comes after a block that breaks a rule">
        invalid
      </li>
    </ul>
  );
}
