import { useEffect, useState } from 'preact/hooks';
import type { CourseState } from '../channel/CourseState';
import { useToken } from './courseSession';
import { followCourse } from './followCourse';
import type { CourseConnection } from './followCourse';

/** The state of the course, as far as the page knows it. */
export interface Course {
  state: CourseState | null;
  connection: CourseConnection;
}

/** Returns the state of the course. Redraws the component after each change. */
export function useCourse(): Course {
  const [state, setState] = useState<CourseState | null>(null);
  const [connection, setConnection] = useState<CourseConnection>('connecting');
  useEffect(() => {
    // A used token does no harm if this browser is known already.
    const takeToken = (): Promise<boolean> => useToken().catch(() => false);
    void takeToken().then(() => followCourse(setState, setConnection));
    // A new address in a tab that shows the page changes only the part after `#`.
    const retake = (): void =>
      void takeToken().then((isNew) => {
        if (isNew) location.reload();
      });
    addEventListener('hashchange', retake);
    return () => removeEventListener('hashchange', retake);
  }, []);
  return { state, connection };
}
