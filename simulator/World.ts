import type { Draws } from './chance/Draws';
import type { Owner } from './clock/EventQueue';
import type { Timeline } from './clock/Timeline';
import type { History } from './results/History';
import type { Measures } from './results/Measures';
import type { SimulationOptions } from './SimulationOptions';

/** What all parts of a simulation share. */
export interface World {
  readonly options: SimulationOptions;
  readonly timeline: Timeline;
  readonly draws: Draws;
  readonly history: History;
  readonly measures: Measures;
  /** The owner of the events that belong to no user. */
  readonly nature: Owner;
  /** Receives what the simulated code prints. */
  readonly print: Console;
  /**
   * Refuses something of the real world. The simulation then ends, even if the code catches the
   * error.
   *
   * @param what names it, such as `process.hrtime`
   */
  refuse(what: string): never;
}
