import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import { Model } from './Model';

/** The model that the page draws. */
export const ModelContext = createContext(new Model());

/** The least time between two drawings, in milliseconds: nobody can read faster. */
const PAUSE_MS = 100;

/** Gives a component the model. It is drawn anew whenever the page is. */
export function useModel(): Model {
  return useContext(ModelContext);
}

/** Has a component, and all within it, drawn anew when the model changes. */
export function useChanges(): void {
  const model = useModel();
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let drawnAt = -Infinity;
    const stop = model.listen(() => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          drawnAt = performance.now();
          draw(0);
        },
        Math.max(0, drawnAt + PAUSE_MS - performance.now()),
      );
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [model]);
}
