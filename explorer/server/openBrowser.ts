import { spawn } from 'node:child_process';

/** Shows a page in the browser, where there is a screen to look at. */
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
  // Where there is none, the address has been printed anyway.
  opener.on('error', () => {});
  opener.unref();
}
