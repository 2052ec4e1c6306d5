import { useLayoutEffect } from 'preact/hooks';

/** How long the page stands still before its position is noted. Browsers limit how often. */
const STILL_MS = 150;

/** What the browser keeps for each entry of its history, over a reload too. */
interface Entry {
  top: number;
}

/**
 * Scrolls to where the reader was, after a reload and after "back". A link leads to the top.
 *
 * @param isShown false until the text of the page is there
 */
export function useReadingPosition(page: string, isShown: boolean): void {
  useLayoutEffect(() => {
    // The browser scrolls before the text is there.
    history.scrollRestoration = 'manual';
    if (!isShown) return undefined;
    scrollTo(0, (history.state as Entry | null)?.top ?? 0);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const remember = (): void => {
      clearTimeout(timer);
      timer = setTimeout(
        () => history.replaceState({ top: scrollY } satisfies Entry, ''),
        STILL_MS,
      );
    };
    addEventListener('scroll', remember, { passive: true });
    return () => {
      clearTimeout(timer);
      removeEventListener('scroll', remember);
    };
  }, [page, isShown]);
}
