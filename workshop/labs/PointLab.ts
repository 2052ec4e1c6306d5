import type { SimulatedProgram } from '../../simulator/edges/SimulatedProgram';
import type { Answers, LabTexts } from './LabScript';

/** A measured figure, and what a formula says. */
export interface Point {
  /** The curve of the point. */
  curve: string;
  x: number;
  measured: number;
  /** The standard error of the measured figure. */
  error: number;
  theory: number;
  /** More columns of the table. */
  beside?: readonly string[];
}

/** A line of a chart. */
export interface Curve {
  name: string;
  /** The places on the line, from left to right. */
  places: readonly (readonly [x: number, y: number])[];
}

/** An experiment on simulated users that measures points of known curves. */
export interface PointLab extends LabTexts {
  /** What the axes mean. */
  axes: { x: string; y: string };
  /** The title of the column with the places on the x axis. */
  column: string;
  /** The titles of the additional columns. */
  beside: readonly string[];
  /** The curves that a formula gives. */
  curves: readonly Curve[];
  /** Measures the points, one after the other, with the student's parts. The seed is fixed. */
  measure: (program: SimulatedProgram) => AsyncIterable<Point>;
  /** Returns the right answer to each question. */
  answers: (points: readonly Point[]) => Answers;
}

/** A measured figure agrees with its formula if it is at most so many standard errors away. */
export const MOST_ERRORS = 4;

/** Returns how many standard errors a measured figure is away from its formula. */
export function errorsAway({ measured, error, theory }: Point): number {
  return Math.abs(measured - theory) / error;
}
