/** True for a path on this machine. False for an address such as `https://…` or `git@host:path`. */
export function isLocalPath(address: string): boolean {
  if (/^[a-z]:[\\/]/i.test(address)) return true;
  return !/^[^/\\]*:/.test(address);
}
