import { writeFileSync } from 'node:fs';
import { padStart } from '../../grader/report/pad';
import type { SimulatedProgram } from '../../simulator/edges/SimulatedProgram';
import { compileSimulated } from '../student/compileSimulated';
import { drawBars } from './drawBars';
import { mustHold } from './LabScript';
import type { Answers } from './LabScript';
import { pointChart } from './pointChart';
import { errorsAway, MOST_ERRORS } from './PointLab';
import type { Point, PointLab } from './PointLab';
import { print, printTitle } from './print';

/** The options of a lab that measures points. */
export interface PointOptions {
  /** The folder of the step files. The default is `starter`. */
  target?: string;
  /** The file for the picture. Without it, there is no picture. */
  svg?: string;
}

/** The columns of the chart in the terminal. */
const CHART_COLUMNS = 60;

/** The width of a column of figures. */
const FIGURE_COLUMNS = 10;

/**
 * Compiles the parts for a lab that measures points.
 *
 * @returns a function that measures the points, and returns the right answer to each question
 * @throws UsageError if there is no such folder; Error if the parts do not compile
 */
export async function prepareMeasurement(
  lab: PointLab,
  { target, svg }: PointOptions,
): Promise<() => Promise<Answers>> {
  const program = await compileSimulated(target);
  if (program === undefined) throw new Error('the parts do not compile');
  return () => measurePoints(lab, program, svg);
}

/**
 * Measures the points of a lab. Prints each one beside its formula, and a chart of all.
 *
 * @throws Error if a point does not agree with its formula
 */
async function measurePoints(
  lab: PointLab,
  program: SimulatedProgram,
  svg: string | undefined,
): Promise<Answers> {
  printTitle('Measured on a virtual clock, and what the formula says');
  const line = (name: string, cells: readonly string[]): string =>
    name.padEnd(FIGURE_COLUMNS) + cells.map((cell) => padStart(cell, FIGURE_COLUMNS)).join('');
  print(line('', [lab.column, 'measured', '± error', 'formula', 'away', ...lab.beside]));
  const points: Point[] = [];
  for await (const point of lab.measure(program)) {
    points.push(point);
    const figures = [point.measured, point.error, point.theory].map((each) => each.toFixed(4));
    const away = errorsAway(point).toFixed(1);
    print(line(point.curve, [String(point.x), ...figures, away, ...(point.beside ?? [])]));
  }
  printTitle(`${lab.axes.y}: measured (█) and by the formula (│)`);
  print(...drawBars(points.map(barOf), CHART_COLUMNS));
  print('', '"± error" is one standard error. "away" counts standard errors.');
  if (svg !== undefined) {
    writeFileSync(svg, pointChart(lab, points));
    print(`The picture is in ${svg}.`);
  }
  for (const point of points) {
    const { curve, x, theory } = point;
    mustHold(
      `the figure at ${curve}, ${x} is ${theory.toFixed(4)}, as the formula says`,
      errorsAway(point) <= MOST_ERRORS,
    );
  }
  return lab.answers(points);
}

function barOf({ curve, x, measured, theory }: Point): Parameters<typeof drawBars>[0][number] {
  return { name: `${curve}, ${x}`, value: measured, mark: theory, text: measured.toFixed(3) };
}
