import { useEffect, useState } from 'preact/hooks';
import type { Code } from '../../../solution/supplied/Refusal';
import { judgeCopy } from './judgeCopy';
import type { PrivateCopy } from './PrivateCopy';

/** How long the rules can run before the browser draws, in milliseconds. */
const SLICE_MS = 8;

/** The time between two updates of the shown verdicts, in milliseconds. */
const SHOW_MS = 100;

/**
 * Returns the verdict on each block that can be changed. The list ends before the first block that
 * is not checked yet.
 */
export function useVerdicts(copy: PrivateCopy): readonly (Code | null)[] {
  const [codes, setCodes] = useState<readonly (Code | null)[]>([]);
  useEffect(() => {
    const found: (Code | null)[] = [];
    const verdicts = judgeCopy(copy, Date.now());
    let timer: ReturnType<typeof setTimeout>;
    let shownAt = -Infinity;
    const work = (): void => {
      const end = performance.now() + SLICE_MS;
      let next = verdicts.next();
      for (; next.done !== true; next = verdicts.next()) {
        found.push(next.value);
        if (performance.now() > end) break;
      }
      const isDone = next.done === true;
      if (isDone || performance.now() - shownAt > SHOW_MS) {
        setCodes([...found]);
        shownAt = performance.now();
      }
      if (!isDone) timer = setTimeout(work);
    };
    work();
    return () => clearTimeout(timer);
  }, [copy]);
  return codes;
}
