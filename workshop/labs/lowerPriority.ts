import { setPriority } from 'node:os';

/** From 0, the usual priority, to 19, the lowest. */
const NICENESS = 10;

// Only on Linux this concerns one thread. Elsewhere it would concern the whole process.
if (process.platform === 'linux') setPriority(0, NICENESS);
