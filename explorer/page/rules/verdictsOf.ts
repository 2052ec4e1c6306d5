import { NETWORK } from '../../../solution/supplied/constants';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Candidate } from './Candidate';
import { RULES } from './RULES';
import type { Rule } from './RULES';

/** The result of a rule. After the first broken rule, the remaining rules are not checked. */
export type Verdict = 'passed' | 'broken' | 'not checked' | 'does not apply';

/** Returns each rule with its verdict on a block. `code` is null for a valid block. */
export function verdictsOf(
  block: Candidate,
  code: Code | null,
): { rule: Rule; verdict: Verdict }[] {
  const broken = code === null ? undefined : brokenRule(block, code);
  return RULES.map((rule) => {
    if (rule === broken) return { rule, verdict: 'broken' };
    if (broken !== undefined && rule.number > broken.number) {
      return { rule, verdict: 'not checked' };
    }
    // Some codes, such as `unknown-parent`, belong to no rule. Then no rule was checked.
    if (code !== null && broken === undefined) return { rule, verdict: 'not checked' };
    return { rule, verdict: appliesTo(rule, block) ? 'passed' : 'does not apply' };
  });
}

/**
 * Returns the broken rule. Two rules have the code `bad-transaction`. The field `to` shows which of
 * these two is broken.
 */
function brokenRule(block: Candidate, code: Code): Rule | undefined {
  return RULES.findLast(
    (rule) => rule.code === code && (rule.number !== 10 || block.data.to !== NETWORK),
  );
}

function appliesTo(rule: Rule, { data }: Candidate): boolean {
  if (rule.for === 'every block') return true;
  return (rule.for === 'a mined coin') === (data.from === NETWORK);
}
