import { Random } from '../../../harness/parent/suite/Random';
import type { LifeMove, ShortLife } from '../channel/ShortLife';
import { Forecast } from './Forecast';

/** How many moments after the start are tried in all ways. Then the life is brought to its end. */
const DEPTH = 2;
/** How many longer lives are drawn, how many moves each has after a start, and how many starts. */
const DRAWN = 150;
const DRAWN_DEPTH = 5;
const PARTS = 3;

/** Moves that can be made in one tick, so that one follows the other without a turn of the loop. */
const TOGETHER: ReadonlyArray<readonly [LifeMove, LifeMove]> = [
  ['start', 'stop'],
  ['start', 'start'],
  ['stop', 'stop'],
  ['stop', 'stop and start'],
  ['stop and start', 'stop'],
  ['stop', 'miner ends'],
  ['server ready', 'miner ready'],
  ['server dies', 'miner dies'],
  ['server ends', 'miner ends'],
];

const PLAIN: ShortLife = [
  ['start'],
  ['miner ready'],
  ['server ready'],
  ['stop'],
  ['server ends', 'miner ends'],
];

/**
 * Makes all lives up to a bound, each from a start to its end, before and after a plain life. Then
 * draws lives of several parts. All belong to one user each.
 */
export function everyLife(seed: number): readonly ShortLife[] {
  const single = [...livesFrom([])];
  const random = new Random(`${seed} lives`);
  return [
    ...single.flatMap((life) => [
      [...life, ...PLAIN],
      [...PLAIN, ...life],
    ]),
    ...Array.from({ length: DRAWN }, () =>
      Array.from({ length: PARTS }, () => drawLife(random)).flat(),
    ),
  ];
}

/** Makes all lives that begin with these moments. */
function* livesFrom(begin: ShortLife): Iterable<ShortLife> {
  const forecast = forecastOf(begin);
  if (begin.length > 0 && forecast.isIdle) return yield begin;
  if (begin.length > DEPTH) return yield ended(begin);
  for (const moment of momentsAfter(forecast, begin)) yield* livesFrom([...begin, moment]);
}

function drawLife(random: Random): ShortLife {
  let life: ShortLife = [];
  while (life.length <= DRAWN_DEPTH) {
    const forecast = forecastOf(life);
    if (life.length > 0 && forecast.isIdle) return life;
    life = [...life, random.pick([...momentsAfter(forecast, life)])];
  }
  return ended(life);
}

function* momentsAfter(forecast: Forecast, begin: ShortLife): Iterable<readonly LifeMove[]> {
  const possible = new Set(forecast.moves());
  for (const move of possible) if (move !== 'stop and start') yield [move];
  for (const [first, second] of TOGETHER) {
    if (!possible.has(first)) continue;
    const after = forecastOf([...begin, [first]]);
    if (new Set(after.moves()).has(second)) yield [first, second];
  }
}

/** Brings a life to its end: as long as the user runs, it is stopped, and both threads end. */
export function ended(life: ShortLife): ShortLife {
  const forecast = forecastOf(life);
  if (forecast.isIdle) return life;
  const ends = [...forecast.moves()].filter((move) => move.endsWith(' ends'));
  return ended([...life, ends.length > 0 ? ends : ['stop']]);
}

/** @returns undefined if a move of the life is not possible, or its result not decided */
export function forecastIfPossible(life: ShortLife): Forecast | undefined {
  const forecast = new Forecast();
  for (const move of life.flat()) {
    if (![...forecast.moves()].includes(move)) return undefined;
    forecast.make(move);
  }
  return forecast;
}

export function forecastOf(life: ShortLife): Forecast {
  const forecast = new Forecast();
  for (const move of life.flat()) forecast.make(move);
  return forecast;
}
