import { useEffect, useState } from 'preact/hooks';

/**
 * Returns the reader's text size as a multiple of the normal size. Sizes in pixels must grow with
 * the text size.
 */
export function useTextScale(): number {
  const [scale, setScale] = useState(1);
  useEffect(() => {
    setScale(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
  }, []);
  return scale;
}
