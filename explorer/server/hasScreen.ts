/** True if this machine has a screen on which a browser can open. */
export function hasScreen(): boolean {
  const { platform, env } = process;
  if (platform === 'linux') return Boolean(env.DISPLAY ?? env.WAYLAND_DISPLAY);
  return !env.SSH_CONNECTION;
}
