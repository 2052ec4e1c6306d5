/**
 * Opens something while the reader can see this tab, and closes it while the tab is hidden. A
 * browser opens at most six connections to a server, so hidden tabs must not keep theirs.
 *
 * @param open opens it, and returns a function that closes it
 */
export function whileVisible(open: () => () => void): void {
  let close: (() => void) | undefined;
  const follow = (): void => {
    const isVisible = document.visibilityState === 'visible';
    if (isVisible) close ??= open();
    else {
      close?.();
      close = undefined;
    }
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}
