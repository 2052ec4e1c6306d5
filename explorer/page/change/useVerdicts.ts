import { useEffect, useState } from 'preact/hooks';
import type { Code } from '../../../solution/supplied/Refusal';
import { judgeCopy } from './judgeCopy';
import type { PrivateCopy } from './PrivateCopy';

/** How long the rules may run before the browser draws, in milliseconds. */
const SLICE_MS = 8;

/** How long between two looks at how far they have come, in milliseconds. */
const TELL_MS = 100;

/** The verdict on each block of a private copy, from its first on; an undefined one is not there yet. */
export function useVerdicts(copy: PrivateCopy): readonly (Code | null)[] {
  const [codes, setCodes] = useState<readonly (Code | null)[]>([]);
  useEffect(() => {
    const found: (Code | null)[] = [];
    const verdicts = judgeCopy(copy, Date.now());
    let timer: ReturnType<typeof setTimeout>;
    let toldAt = -Infinity;
    const work = (): void => {
      const end = performance.now() + SLICE_MS;
      let next = verdicts.next();
      for (; next.done !== true; next = verdicts.next()) {
        found.push(next.value);
        if (performance.now() > end) break;
      }
      const isDone = next.done === true;
      if (isDone || performance.now() - toldAt > TELL_MS) {
        setCodes([...found]);
        toldAt = performance.now();
      }
      if (!isDone) timer = setTimeout(work);
    };
    work();
    return () => clearTimeout(timer);
  }, [copy]);
  return codes;
}
