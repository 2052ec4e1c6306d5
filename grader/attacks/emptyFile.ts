import { stepOf } from '../course/course';
import type { StepName } from '../course/course';

/** The body of a function that gives no answer. */
const IDLE = 'return undefined;';

/**
 * Returns a step's file whose functions do not solve the step.
 *
 * @param before code that runs when the file is loaded
 * @param body the body of each function
 */
export function emptyFile(step: StepName, before: string, body = IDLE): string {
  const functions = stepOf(step).functions.map((name) =>
    step === 'User'
      ? `  async ${name}(): Promise<void> { ${body} }`
      : `export function ${name}(..._args: unknown[]): unknown { ${body} }`,
  );
  const exported =
    step === 'User'
      ? `import { UserControl } from './supplied/user/UserControl';\nexport class User extends UserControl {\n${functions.join('\n')}\n}`
      : functions.join('\n');
  // An attack loads Node's modules with `require`, because the compiler cannot refuse this.
  return `const load: (name: string) => any = require;\n${before}\n${exported}\n`;
}
