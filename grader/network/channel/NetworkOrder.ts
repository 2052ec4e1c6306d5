import type { Parts } from '../../course/parts';

/** The program of a user, to compile. */
export interface NetworkOrder {
  /** The folders of the supplied files and of the steps. */
  parts: Parts;
  /** The folder for the results. */
  folder: string;
}
