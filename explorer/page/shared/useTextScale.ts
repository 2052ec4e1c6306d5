import { useEffect, useState } from 'preact/hooks';

/** How much larger than normal the reader's text is. Sizes in pixels must grow with it. */
export function useTextScale(): number {
  const [scale, setScale] = useState(1);
  useEffect(() => {
    setScale(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
  }, []);
  return scale;
}
