import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../grader/course/parts';

/**
 * A local page that leads the student's browser to the course page, with a token.
 *
 * Every user of this machine can read the command line that starts a browser. So the command line
 * names only this file, and the file contains the token. Only this user can read the file: its
 * folder has the mode 0700, and the file has the mode 0600.
 */
export class InvitationFile {
  private constructor(
    private readonly folder: string,
    private readonly path: string,
  ) {}

  /** Returns undefined if this machine has no folder that only this user can read. */
  static create(): InvitationFile | undefined {
    // Firefox on Ubuntu cannot read the system's temporary folder.
    for (const place of [join(ROOT, 'node_modules'), tmpdir()]) {
      try {
        const folder = mkdtempSync(join(place, 'cantor-course-'));
        chmodSync(folder, 0o700);
        process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
        const path = join(folder, 'open.html');
        writeFileSync(path, '', { mode: 0o600, flag: 'wx' });
        if (isPrivate(folder) && isPrivate(path)) return new InvitationFile(folder, path);
        rmSync(folder, { recursive: true });
      } catch {
        // The folder cannot be written. The next place can be.
      }
    }
    return undefined;
  }

  /** The address of the file. It contains no secret. */
  get url(): string {
    return pathToFileURL(this.path).href;
  }

  /** Replaces the address to which the file leads. */
  leadTo(address: string): void {
    writeFileSync(
      this.path,
      `<!doctype html>
<meta charset="utf-8" />
<meta name="referrer" content="no-referrer" />
<meta http-equiv="refresh" content="0; url=${address}" />
<title>Cantor</title>
<p><a href="${address}">Open the course page</a></p>
`,
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** On Windows, the folders of a user have their own rules, and Node does not see them. */
function isPrivate(path: string): boolean {
  return process.platform === 'win32' || (statSync(path).mode & 0o077) === 0;
}
