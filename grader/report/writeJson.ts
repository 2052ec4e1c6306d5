/** Returns JSON with escapes instead of all characters that can change the display of a terminal. */
export function writeJson(value: unknown): string {
  return `${escape(JSON.stringify(value, null, 2))}\n`;
}

/** Escapes the characters that can change the display of a terminal. See `clean`. */
function escape(json: string): string {
  return json.replace(/[^\P{C}\n]/gu, (character) =>
    character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
