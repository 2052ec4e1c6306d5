import { setPriority } from 'node:os';

/** The priority: 0 is the usual priority, and 19 is the lowest. */
const NICENESS = 10;

// On Linux, this call changes only one thread. On other systems it would change the whole process.
if (process.platform === 'linux') setPriority(0, NICENESS);
