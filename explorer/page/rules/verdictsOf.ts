import { NETWORK } from '../../../solution/supplied/constants';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Candidate } from './Candidate';
import { RULES } from './RULES';
import type { Rule } from './RULES';

/** The result of a rule. After the first broken rule, the others are not checked. */
export type Verdict = 'passed' | 'broken' | 'not checked' | 'does not apply';

/** Each rule, with its verdict on a block that was refused with `code`, or is valid. */
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
    // The code belongs to no rule, such as `unknown-parent`. Then no rule was checked.
    if (code !== null && broken === undefined) return { rule, verdict: 'not checked' };
    return { rule, verdict: appliesTo(rule, block) ? 'passed' : 'does not apply' };
  });
}

/** The rule that was broken. Two rules share the code `bad-transaction`; `to` tells which. */
function brokenRule(block: Candidate, code: Code): Rule | undefined {
  return RULES.findLast(
    (rule) => rule.code === code && (rule.number !== 10 || block.data.to !== NETWORK),
  );
}

function appliesTo(rule: Rule, { data }: Candidate): boolean {
  if (rule.for === 'every block') return true;
  return (rule.for === 'a mined coin') === (data.from === NETWORK);
}
