import { stepOf } from '../course/course';
import type { StepName } from '../course/course';

/** What a function of an attack does; it is given nothing and gives back what is no answer. */
const IDLE = 'return undefined;';

/**
 * A step's file whose functions solve nothing.
 *
 * @param before runs when the file is loaded
 * @param body what each function does
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
  // Node's modules by `require`, as an attack would, so that the compiler has no say.
  return `const load: (name: string) => any = require;\n${before}\n${exported}\n`;
}
