import type * as UserStep from '../../../../solution/User';
import type { HowToLive, LifeSeen, LivedLives, ShortLife } from '../channel/ShortLife';
import { LivingUser, usersOf } from './LivingUser';
import type { CreateUser } from './LivingUser';

// A submission can replace these functions.
const { setImmediate, setTimeout } = globalThis;
const { getActiveResourcesInfo } = process;

/** In this number of turns of the event loop, all due events happen. */
const TURNS = 12;
/** How long to wait for the last timer, in milliseconds. */
const TIMER_MS = 400;

/**
 * Lets users of the submission live, each a life of its own. Their threads are fakes. All make their
 * first moves in one tick, then their second, and so on.
 */
export async function playLives(
  submission: typeof UserStep,
  lives: readonly ShortLife[],
  { waitMs, isInTurn }: HowToLive,
): Promise<LivedLives> {
  const create = usersOf(submission);
  const views = new Views();
  const lived: Array<readonly number[]> = [];
  let isLeft = false;
  for (const together of isInTurn ? lives.map((life) => [life]) : [lives]) {
    lived.push(...(await playTogether(create, together, views, waitMs)));
    isLeft = await areTimersLeft();
    if (isLeft) break;
  }
  return { views: views.all, lives: lived, isLeft };
}

/** Numbers the different views of users. */
class Views {
  readonly all: LifeSeen[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(view: LifeSeen): number {
    const key = JSON.stringify(view);
    const number = this.numbers.get(key) ?? this.all.push(view) - 1;
    this.numbers.set(key, number);
    return number;
  }
}

async function playTogether(
  create: CreateUser,
  lives: readonly ShortLife[],
  views: Views,
  waitMs: number,
): Promise<number[][]> {
  const users = lives.map(() => new LivingUser(create));
  const lived = lives.map((): number[] => []);
  const longest = Math.max(...lives.map(({ length }) => length));
  for (let moment = 0; moment < longest; moment++) {
    for (const [i, life] of lives.entries()) {
      for (const move of life[moment] ?? []) users[i].make(move);
    }
    for (let i = 0; i < TURNS; i++) await turn();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    for (const [i, user] of users.entries()) {
      if (moment >= lives[i].length || user.isLate) continue;
      const view = user.see();
      if (!user.isLate) lived[i].push(views.numberOf(view));
    }
  }
  return lived;
}

/** Waits a little until no timer runs. */
async function areTimersLeft(): Promise<boolean> {
  const until = performance.now() + TIMER_MS;
  while (getActiveResourcesInfo().includes('Timeout')) {
    if (performance.now() > until) return true;
    await turn();
  }
  return false;
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
