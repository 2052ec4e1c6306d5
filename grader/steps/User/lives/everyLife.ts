import { Random } from '../../../harness/parent/suite/Random';
import { THROWS } from '../channel/ShortLife';
import type { LifeMove, ShortLife, Throws } from '../channel/ShortLife';
import { ROLES } from '../channel/ThreadOrder';
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

/** What the listener of `failed` can do, besides listening. */
const ANSWERS: readonly LifeMove[] = ['on failed, stop', 'on failed, stop and start'];

/**
 * Makes all lives up to a bound, each from a start to its end, before and after a plain life. After
 * a plain life, threads die of other values than errors. Then makes lives in which the listener of
 * `failed` calls the user back, and draws lives of several parts. All belong to one user each.
 */
export function everyLife(seed: number): readonly ShortLife[] {
  const single = [...livesFrom([], DEPTH + 1)];
  const random = new Random(`${seed} lives`);
  return [
    ...single.flatMap((life, i) => [
      [...life, ...PLAIN],
      [...PLAIN, ...dyingOf(life, () => THROWS[i % THROWS.length])],
    ]),
    ...[...answeredLives()].map((life) => [...life, ...PLAIN]),
    ...Array.from({ length: DRAWN }, () =>
      Array.from({ length: PARTS }, () => drawLife(random)).flat(),
    ),
  ];
}

/** Makes all lives that begin with these moments, and then have at most so many before their end. */
function* livesFrom(begin: ShortLife, more: number): Iterable<ShortLife> {
  const forecast = forecastOf(begin);
  if (begin.length > 0 && forecast.isIdle) return yield begin;
  if (more === 0) return yield ended(begin);
  for (const moment of momentsAfter(forecast, begin))
    yield* livesFrom([...begin, moment], more - 1);
}

/** Makes lives in which `failed` is called, and its listener calls the user. */
function* answeredLives(): Iterable<ShortLife> {
  for (const answer of ANSWERS) {
    const begin = [[answer], ...PLAIN.slice(0, 3)];
    for (const moment of momentsAfter(forecastOf(begin), begin)) {
      const failed = [...begin, moment];
      if (!forecastOf(failed).isArmed) yield* livesFrom(failed, 1);
    }
  }
}

function drawLife(random: Random): ShortLife {
  const answer = random.pick([undefined, ...ANSWERS]);
  const begin = answer === undefined ? [] : [[answer]];
  let life: ShortLife = begin;
  while (life.length <= begin.length + DRAWN_DEPTH) {
    const forecast = forecastOf(life);
    if (life.length > begin.length && forecast.isIdle) break;
    life = [...life, random.pick([...momentsAfter(forecast, life)])];
  }
  const whole = dyingOf(ended(life), () => random.pick(['dies', ...THROWS]));
  // A listener that was not called would act in the next part.
  return forecastOf(whole).isArmed ? whole.slice(begin.length) : whole;
}

/** The life, with other ways in which threads die. */
function dyingOf(life: ShortLife, way: () => 'dies' | Throws): ShortLife {
  return life.map((moves) => moves.map((move) => otherDeath(move, way)));
}

function otherDeath(move: LifeMove, way: () => 'dies' | Throws): LifeMove {
  const who = ROLES.find((role) => move === `${role} dies`);
  return who === undefined ? move : `${who} ${way()}`;
}

function* momentsAfter(forecast: Forecast, begin: ShortLife): Iterable<readonly LifeMove[]> {
  const possible = new Set(forecast.moves());
  for (const move of possible) if (move !== 'stop and start') yield [move];
  for (const [first, second] of TOGETHER) {
    if (!possible.has(first)) continue;
    // After a restart, a new thread does not run before the next tick.
    if (ROLES.some((role) => second.startsWith(role) && !forecast.alive.has(role))) continue;
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
    const possible: LifeMove[] = [...ANSWERS, ...forecast.moves()];
    if (!possible.includes(withoutValue(move))) return undefined;
    forecast.make(move);
  }
  return forecast;
}

/** A thread can throw any value whenever it can die of an error. */
function withoutValue(move: LifeMove): LifeMove {
  const who = ROLES.find((role) => move.startsWith(`${role} throws`));
  return who === undefined ? move : `${who} dies`;
}

export function forecastOf(life: ShortLife): Forecast {
  const forecast = new Forecast();
  for (const move of life.flat()) forecast.make(move);
  return forecast;
}
