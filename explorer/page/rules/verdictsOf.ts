import { NETWORK } from '../../../solution/supplied/constants';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Candidate } from './Candidate';
import { RULES } from './RULES';
import type { Rule } from './RULES';

/** What became of a rule: a block is refused for the first that it breaks, so the rest is not tried. */
export type Verdict = 'held' | 'broken' | 'not reached' | 'does not apply';

/** Each rule, with its verdict on a block that was refused with `code`, or not at all. */
export function verdictsOf(
  block: Candidate,
  code: Code | null,
): { rule: Rule; verdict: Verdict }[] {
  const broken = code === null ? undefined : brokenRule(block, code);
  return RULES.map((rule) => {
    if (rule === broken) return { rule, verdict: 'broken' };
    if (broken !== undefined && rule.number > broken.number) {
      return { rule, verdict: 'not reached' };
    }
    // A code that is no rule's, such as `unknown-parent`: nothing else was tried.
    if (code !== null && broken === undefined) return { rule, verdict: 'not reached' };
    return { rule, verdict: concerns(rule, block) ? 'held' : 'does not apply' };
  });
}

/** Two rules share the code `bad-transaction`: whom a payment goes to tells them apart. */
function brokenRule(block: Candidate, code: Code): Rule | undefined {
  return RULES.findLast(
    (rule) => rule.code === code && (rule.number !== 10 || block.data.to !== NETWORK),
  );
}

function concerns(rule: Rule, { data }: Candidate): boolean {
  if (rule.for === 'every block') return true;
  return (rule.for === 'a mined coin') === (data.from === NETWORK);
}
