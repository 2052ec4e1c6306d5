/** The codes of all reasons to end a simulation early, with their meanings. */
export const SIMULATION_CODES = {
  'real-world': 'code of the network used a clock, a timer, a socket or chance of the real world',
  'outside-event': 'code of the network ran outside of its events',
  'user-bug': 'code of the network has thrown an error that is not a refusal',
} as const;

export type SimulationCode = keyof typeof SIMULATION_CODES;

/** Thrown if the simulated code does something that would spoil every figure. */
export class SimulationError extends Error {
  override readonly name = 'SimulationError';

  /**
   * @param place the file and the line, such as `solution/mine.ts:12`, if they are known
   */
  constructor(
    readonly code: SimulationCode,
    explanation: string = SIMULATION_CODES[code],
    readonly place?: string,
  ) {
    super(place === undefined ? explanation : `${place}: ${explanation}`);
  }
}
