import { useEffect, useState } from 'preact/hooks';

/** Returns the link to a step. */
export const stepLink = (step: number): string => `#step${step}`;

/** Returns the step in the page's address, or undefined. Redraws the component after a change. */
export function useStep(): number | undefined {
  const [step, setStep] = useState(readNumber);
  useEffect(() => {
    const read = (): void => setStep(readNumber());
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return step;
}

function readNumber(): number | undefined {
  const digits = /^#step(\d{1,2})$/.exec(location.hash)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
