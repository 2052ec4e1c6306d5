import { setPriority } from 'node:os';

/** How far to step back behind other threads, from 0 to 19. */
const NICENESS = 10;

// Only on Linux does this concern one thread; elsewhere it would be the whole process.
if (process.platform === 'linux') setPriority(0, NICENESS);
