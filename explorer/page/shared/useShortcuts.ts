import { useEffect } from 'preact/hooks';
import { blockLink, go, VIEWS } from './route';
import type { Route } from './route';

let areOn = true;

/** Returns true if single keys are switched on. */
export const areShortcutsOn = (): boolean => areOn;

/** Switches single keys on or off, until the page is closed. */
export function setShortcuts(on: boolean): void {
  areOn = on;
}

/** Listens for the keys that work in all views. */
export function useShortcuts(route: Route): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (event.key === 'Escape') close(route);
      else if (areOn && !isTyping(event.target) && press(event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [route]);
}

/** Runs the action of a key. Returns false if the key has no action. */
function press(key: string): boolean {
  const view = VIEWS[Number(key) - 1];
  if (view !== undefined) {
    go(`#${view}`);
    return true;
  }
  const target = { '/': 'jump', '?': 'shortcuts' }[key];
  const element = target === undefined ? null : document.getElementById(target);
  if (element === null) return false;
  if (key === '?') element.click();
  else element.focus();
  return true;
}

/** Goes one step back: from a private copy to its block, or from a block to the tree. */
function close({ view, block, payment, user, isChanging }: Route): void {
  if (payment !== null || user !== null) go(`#${view}`);
  if (isChanging && block !== null) go(blockLink(block));
  else if (block !== null || view === 'classroom') go('#blocks');
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}
