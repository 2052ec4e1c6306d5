import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import { NetworkModel } from './NetworkModel';

export const ModelContext = createContext(new NetworkModel());

/** The minimum time between two drawings, in milliseconds. People cannot read faster. */
const PAUSE_MS = 100;

/** Returns the model. To redraw the component after changes, use `useChanges`. */
export function useModel(): NetworkModel {
  return useContext(ModelContext);
}

/** Redraws a component and all components inside it when the model changes. */
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
