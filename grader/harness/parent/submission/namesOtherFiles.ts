/**
 * True if a text could make TypeScript look for files outside of its folder. TypeScript's messages
 * would then tell if these files exist, and what a `package.json` contains.
 *
 * The test reads no syntax: it looks at each quotation mark. So it can be true for a harmless text.
 */
export function namesOtherFiles(source: string): boolean {
  return OUTSIDE.test(source) || source.includes('///');
}

/** How the path of a file outside begins or goes on, also with escaped characters. */
const OUTSIDE = /['"`](?:[A-Za-z]:)?(?:\/|\.\.|[^'"`\n]*(?:\/\.\.|\\[xu0-9/.\\\r\n\u2028\u2029]))/;
