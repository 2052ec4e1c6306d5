import { useEffect, useState } from 'preact/hooks';
import { pageOfStep } from '../channel/pages';

/** Returns the link to a step. */
export const stepLink = (step: number): string => `#${pageOfStep(step)}`;

/** Returns the name of the page in the address, or undefined. Redraws the component after a change. */
export function usePage(): string | undefined {
  const [page, setPage] = useState(readPage);
  useEffect(() => {
    const read = (): void => setPage(readPage());
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return page;
}

function readPage(): string | undefined {
  return /^#([a-z]+-?[a-z0-9]*)$/.exec(location.hash)?.[1];
}
