/** Bodies of functions that do nothing. No check may pass with them. */
export const IDLE_BODIES: readonly string[] = [
  'return undefined;',
  'return true;',
  'return false;',
  'return 0;',
  'return [];',
  'return {};',
  'return arguments[0];',
  'return Promise.resolve();',
  'return Promise.resolve([]);',
  "return Promise.resolve({ type: 'ok' });",
  ...['bad-shape', 'bad-transaction'].map(
    (code) => `throw Object.assign(new Error(), { name: 'Refusal', code: '${code}' });`,
  ),
];
