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
    void useToken()
      // A used token does no harm if this browser is known already.
      .catch(() => undefined)
      .then(() => followCourse(setState, setConnection));
  }, []);
  return { state, connection };
}
