import type { ErrorReport } from '../channel/protocol';

/** How much of an error's texts is reported, in characters. */
const LONGEST = 10_000;

/** Describes a thrown value. This can be any value, even an object that throws when it is read. */
export function describeError(error: unknown): ErrorReport {
  try {
    if (typeof error !== 'object' || error === null) {
      return { name: 'the value', message: text(error), stack: '' };
    }
    const { name, message, code, functionName, stack } = error as Record<string, unknown>;
    return {
      name: text(name),
      message: text(message),
      code: typeof code === 'number' ? code : typeof code === 'string' ? text(code) : undefined,
      functionName: typeof functionName === 'string' ? text(functionName) : undefined,
      stack: text(stack),
    };
  } catch {
    return { name: 'an error', message: 'that cannot be read', stack: '' };
  }
}

function text(value: unknown): string {
  return String(value).slice(0, LONGEST);
}
