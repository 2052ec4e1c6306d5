import { spawn } from 'node:child_process';
import { hasScreen } from './hasScreen';

/** Opens a page in the browser, if this machine has a screen. */
export function openBrowser(url: string): void {
  const { platform } = process;
  if (!hasScreen()) return;
  const [command, ...args] =
    platform === 'win32'
      ? ['cmd', '/c', 'start', '', url]
      : [platform === 'darwin' ? 'open' : 'xdg-open', url];
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  // Without a browser, the user still has the printed address.
  opener.on('error', () => {});
  opener.unref();
}
