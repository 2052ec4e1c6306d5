/** The page with the map of the course. */
export const MAP = 'map';

/** The page about the network of all parts. */
export const TOGETHER = 'network';

/** The page with the protocol. */
export const PROTOCOL = 'protocol';

/** Returns the name of a step's page. */
export const pageOfStep = (step: number): string => `step${step}`;
