/** The variable that tells a program where to stop: the name of a step, then of a function. */
const VARIABLE = 'CANTOR_STOP_AT';

/** Returns the variable that makes a program stop in a function of a step. */
export function stopEnvironment(step: string, name: string): Record<string, string> {
  return { [VARIABLE]: `${step} ${name}` };
}

/** Returns the step and the function in which this program must stop. */
export function askedStop(): { step: string; name: string } | undefined {
  const [step, name] = (process.env[VARIABLE] ?? '').split(' ');
  return name === undefined ? undefined : { step, name };
}
