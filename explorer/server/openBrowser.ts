import { spawn } from 'node:child_process';

/** Opens a page in the browser, if this machine has a screen. */
export function openBrowser(url: string): void {
  const { platform, env } = process;
  const hasScreen =
    platform === 'linux' ? Boolean(env.DISPLAY ?? env.WAYLAND_DISPLAY) : !env.SSH_CONNECTION;
  if (!hasScreen) return;
  const [command, ...args] =
    platform === 'win32'
      ? ['cmd', '/c', 'start', '', url]
      : [platform === 'darwin' ? 'open' : 'xdg-open', url];
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  // Without a browser, the user still has the printed address.
  opener.on('error', () => {});
  opener.unref();
}
