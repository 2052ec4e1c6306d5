import { hash } from 'node:crypto';

/** What tells one version of a file from another: the SHA-256 of its text, in hex. */
export function fingerprintOf(text: string): string {
  return hash('sha256', text);
}
