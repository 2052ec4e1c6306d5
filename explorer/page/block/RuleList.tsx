import type { JSX } from 'preact';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Candidate } from '../rules/Candidate';
import { verdictsOf } from '../rules/verdictsOf';
import type { Verdict } from '../rules/verdictsOf';

const SIGNS: Record<Verdict, string> = {
  passed: '✓',
  broken: '✗',
  'not checked': '·',
  'does not apply': '–',
};

/** The rules in the order in which they are checked, each with its verdict. */
export function RuleList({ block, code }: { block: Candidate; code: Code | null }): JSX.Element {
  return (
    <ol class="rules">
      {verdictsOf(block, code).map(({ rule, verdict }) => (
        <li key={rule.number} class={verdict.replaceAll(' ', '-')}>
          <span class="sign" aria-hidden="true">
            {SIGNS[verdict]}
          </span>
          <span class="says">{rule.says}</span>
          <code class="code">{rule.code}</code>
          <span class="verdict">{verdict}</span>
        </li>
      ))}
    </ol>
  );
}
