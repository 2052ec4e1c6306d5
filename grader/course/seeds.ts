/** All seeds of gradings are smaller than this number. */
export const SEEDS = 2 ** 32;
