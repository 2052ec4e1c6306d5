import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** The fields of an axe finding that tests read. */
interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

const AXE = join(__dirname, '..', 'node_modules', 'axe-core', 'axe.min.js');

/**
 * Returns the serious problems that axe finds on a page.
 *
 * @param rules the names of the rules to check. The default is all rules
 */
export async function seriousFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  // A script element would not run, because the page's security policy refuses it.
  await page.evaluate(`if (window.axe === undefined) {${readFileSync(AXE, 'utf8')}}`);
  const violations = await page.evaluate(async (runOnly): Promise<Finding[]> => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Finding[] }> };
    };
    const options = { resultTypes: ['violations'], ...(runOnly && { runOnly }) };
    return (await axe.run(options)).violations;
  }, rules);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
}
