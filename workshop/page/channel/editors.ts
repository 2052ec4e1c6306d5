/** An editor that opens a file from a link. The list is fixed, so no other scheme is ever opened. */
export interface Editor {
  id: string;
  name: string;
  /** The commands that start it, as in the variable `EDITOR`. */
  commands: readonly string[];
  /** Returns the link. The path has no `/` at its beginning, and its parts are encoded. */
  link: (path: string, line: number) => string;
}

const inPath =
  (scheme: string): Editor['link'] =>
  (path, line) =>
    `${scheme}://file/${path}:${line}`;

const inQuery =
  (scheme: string): Editor['link'] =>
  (path, line) =>
    // On Windows, a path begins with its drive.
    `${scheme}://open?file=${/^[a-z]%3A/i.test(path) ? '' : '/'}${path}&line=${line}`;

/** The editors that the page knows. */
export const EDITORS: readonly Editor[] = [
  { id: 'vscode', name: 'VS Code', commands: ['code'], link: inPath('vscode') },
  {
    id: 'vscode-insiders',
    name: 'VS Code Insiders',
    commands: ['code-insiders'],
    link: inPath('vscode-insiders'),
  },
  { id: 'vscodium', name: 'VSCodium', commands: ['codium', 'vscodium'], link: inPath('vscodium') },
  { id: 'cursor', name: 'Cursor', commands: ['cursor'], link: inPath('cursor') },
  { id: 'windsurf', name: 'Windsurf', commands: ['windsurf'], link: inPath('windsurf') },
  { id: 'zed', name: 'Zed', commands: ['zed', 'zeditor'], link: inPath('zed') },
  { id: 'idea', name: 'IntelliJ IDEA', commands: ['idea', 'idea64'], link: inQuery('idea') },
  {
    id: 'webstorm',
    name: 'WebStorm',
    commands: ['webstorm', 'webstorm64'],
    link: inQuery('webstorm'),
  },
];

/**
 * Returns the id of the editor that a command starts, such as `/usr/bin/code --wait`. Returns null
 * if the page does not know it.
 */
export function editorOfCommand(command: string): string | null {
  const [, name = ''] =
    /([^\\/\s"']+?)(?:\.(?:exe|cmd|bat|sh))?["']?(?:\s+-.*)?$/i.exec(command) ?? [];
  return EDITORS.find(({ commands }) => commands.includes(name.toLowerCase()))?.id ?? null;
}

/** Returns the link that opens a file of the project. Windows has paths such as `C:\cantor`. */
export function editorLink(editor: Editor, root: string, file: string, line: number): string {
  const path = `${root}/${file}`.replaceAll('\\', '/').replace(/^\//, '');
  return editor.link(path.split('/').map(encodeURIComponent).join('/'), line);
}
