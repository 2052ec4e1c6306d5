/** The cells of the memory that a mining thread shares. */
export const GO = 0;
export const STOP = 1;
