/**
 * Returns the name of a file or folder as text. Bytes that are not UTF-8, and characters that can
 * change the display of a terminal, become escapes such as `\xff`. The same letter has the same
 * form on every system: macOS writes `ü` as two characters.
 */
export function readableName(bytes: Buffer): string {
  return textOf(bytes)
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
      return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
    });
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes
      .toString('latin1')
      .replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
  }
}
