import type { User } from '../../../../solution/User';
import { isArrayOf } from '../../../harness/parent/sandbox/isArrayOf';
import { isRecord } from '../../../harness/parent/sandbox/isRecord';
import { CheckFailed } from '../../../harness/parent/suite/CheckFailed';
import { NotJudged } from '../../../harness/parent/suite/NotJudged';
import type { Failure } from '../../../harness/parent/suite/Report';
import type { SearchTools } from '../../../harness/parent/suite/Search';
import { SearchFailed } from '../../../harness/parent/suite/SearchFailed';
import type { HowToLive, LifeSeen, LivedLives, ShortLife } from '../channel/ShortLife';
import { ended, forecastIfPossible } from './everyLife';
import { judgeLife } from './judgeLife';
import { lifeInWords } from './lifeInWords';

/** How many wrong lives are tried again at first, patiently. */
const TRIED_AGAIN = 20;
/** How often a wrong life is made shorter. */
const MOST_SHORTER = 8;

const AT_ONCE: HowToLive = { waitMs: 0, isInTurn: false };
/** A right user can need some time for its next act, for example because it looks again and again. */
const PATIENT: HowToLive = { waitMs: 150, isInTurn: false };

const OTHERS = 'Other users of the same program start and stop at the same time.';

/** A life in which a sentence is broken. */
interface WrongLife {
  life: ShortLife;
  of: 'start' | 'stop';
  sentence: number;
  failure: Partial<Failure> & Pick<Failure, 'expected' | 'got'>;
}

/** Looks for a life in which a user breaks a sentence. */
export class LifeSearch {
  constructor(private readonly tools: SearchTools<User>) {}

  /** @throws SearchFailed for the first life in which it does, after it was shortened */
  async search(lives: readonly ShortLife[]): Promise<void> {
    const played = await this.play(lives, AT_ONCE);
    if (played instanceof CheckFailed) {
      const wrong = await this.firstWithoutEnd(lives);
      if (wrong === undefined) throw played;
      throw this.failureOf(await this.shortest(wrong, (shorter) => this.firstWithoutEnd(shorter)));
    }
    const suspects = wrongIn(played, lives).map(({ life }) => life);
    const wrong =
      (await this.firstWrong(suspects.slice(0, TRIED_AGAIN), PATIENT)) ??
      (await this.firstWrong(suspects.slice(TRIED_AGAIN), PATIENT));
    if (wrong !== undefined) throw await this.failureOfUsers(wrong);
    if (!played.isLeft) return;
    const leaving = await this.firstLeaving([...lives].sort(byLength));
    if (leaving !== undefined) {
      throw this.failureOf(
        await this.shortest(leaving, (shorter) => this.firstLeaving(shorter.map(ended))),
      );
    }
  }

  /**
   * Plays one life.
   *
   * @throws SearchFailed if it is wrong
   */
  async replay(life: ShortLife): Promise<void> {
    const wrong =
      (await this.firstWrong([life], PATIENT)) ??
      (await this.firstLeaving([life])) ??
      (await this.firstWithoutEnd([life]));
    if (wrong !== undefined) throw this.failureOf(wrong);
  }

  private async firstWrong(
    lives: readonly ShortLife[],
    how: HowToLive,
  ): Promise<WrongLife | undefined> {
    if (lives.length === 0) return undefined;
    const played = await this.play(lives, how);
    return played instanceof CheckFailed ? undefined : wrongIn(played, lives)[0];
  }

  /** Finds the first life that leaves a timer. */
  private async firstLeaving(lives: readonly ShortLife[]): Promise<WrongLife | undefined> {
    const played = await this.play(lives, { waitMs: 0, isInTurn: true });
    if (played instanceof CheckFailed || !played.isLeft) return undefined;
    const failure = { expected: 'no timer is left', got: 'a timer keeps the process alive' };
    return { life: lives[played.lives.length - 1], of: 'stop', sentence: 13, failure };
  }

  /** Finds the first life that does not come to its end. */
  private async firstWithoutEnd(lives: readonly ShortLife[]): Promise<WrongLife | undefined> {
    const played = await this.play(lives, AT_ONCE);
    if (!(played instanceof CheckFailed)) return undefined;
    if (lives.length === 1) {
      const failure = { ...played.failure, expected: 'no error ends the program' };
      return { life: lives[0], of: 'stop', sentence: 9, failure };
    }
    const middle = lives.length >> 1;
    return (
      (await this.firstWithoutEnd(lives.slice(0, middle))) ??
      (await this.firstWithoutEnd(lives.slice(middle)))
    );
  }

  /** Makes a life shorter while a shorter one is wrong. */
  private async shortest(
    wrong: WrongLife,
    firstOf: (lives: readonly ShortLife[]) => Promise<WrongLife | undefined>,
  ): Promise<WrongLife> {
    let found = wrong;
    try {
      for (let i = 0; i < MOST_SHORTER; i++) {
        const shorter = shorterLives(found.life);
        const next = shorter.length === 0 ? undefined : await firstOf(shorter);
        if (next === undefined || byLength(next.life, found.life) >= 0) break;
        found = next;
      }
    } catch (error) {
      // The time is over. The life that was found is wrong all the same.
      if (!(error instanceof NotJudged)) throw error;
    }
    return found;
  }

  /** Makes the life shorter. Says so if it is wrong only beside others. */
  private async failureOfUsers(wrong: WrongLife): Promise<SearchFailed> {
    // A right user that needs some time can look wrong here.
    const { life } = await this.shortest(wrong, (some) => this.firstWrong(some, AT_ONCE));
    try {
      const alone =
        (await this.firstWrong([life], PATIENT)) ?? (await this.firstWrong([wrong.life], PATIENT));
      return alone === undefined ? this.failureOf(wrong, `\n${OTHERS}`) : this.failureOf(alone);
    } catch (error) {
      if (error instanceof NotJudged) return this.failureOf(wrong);
      throw error;
    }
  }

  private failureOf({ life, sentence, of, failure }: WrongLife, more = ''): SearchFailed {
    const place = this.tools.placeOf(of);
    const tried = lifeInWords(life) + more;
    // Beside others, a life cannot be played again.
    const searched = more === '' ? life : undefined;
    return new SearchFailed({ kind: 'wrong', place, ...failure, tried, searched }, sentence, of);
  }

  /** @returns why the lives did not come to their end, if they did not */
  private async play(
    lives: readonly ShortLife[],
    how: HowToLive,
  ): Promise<LivedLives | CheckFailed> {
    try {
      const about = { of: 'start', tried: 'users with short lives' } as const;
      const answer = await this.tools.play('liveShortly', about, { lives, how });
      return answer.read((value) => (isLivedLives(value) ? value : undefined));
    } catch (error) {
      if (error instanceof CheckFailed) return error;
      throw error;
    }
  }
}

/** The lives in which a sentence is broken, each up to that moment, the shortest first. */
function wrongIn({ views, lives: lived }: LivedLives, lives: readonly ShortLife[]): WrongLife[] {
  return lives
    .flatMap((life, i): WrongLife[] => {
      const seen = (lived[i] ?? []).map((view) => views[view]);
      const wrong = judgeLife(life, seen);
      if (wrong === undefined) return [];
      const { moment, of, sentence, ...failure } = wrong;
      return [{ life: life.slice(0, moment + 1), of, sentence, failure }];
    })
    .sort((one, other) => byLength(one.life, other.life));
}

function byLength(one: ShortLife, other: ShortLife): number {
  return one.flat().length - other.flat().length;
}

/** The life without each of its moments and moves, as far as it can go on without them. */
function shorterLives(life: ShortLife): readonly ShortLife[] {
  const shorter = life.flatMap((moves, at): ShortLife[] => [
    life.toSpliced(at, 1),
    ...life.slice(at + 1).map((_, more) => life.toSpliced(at, more + 2)),
    ...(moves.length > 1 ? moves.map((move) => life.with(at, [move])) : []),
  ]);
  return shorter
    .filter((one) => one.length > 0 && forecastIfPossible(one) !== undefined)
    .sort(byLength);
}

function isLivedLives(value: unknown): value is LivedLives {
  if (!isRecord(value) || typeof value.isLeft !== 'boolean') return false;
  const { views, lives } = value;
  if (!isArrayOf(views, isLifeSeen)) return false;
  const isView = (view: unknown): view is number =>
    Number.isSafeInteger(view) && views[Number(view)] !== undefined;
  return isArrayOf(lives, (life) => isArrayOf(life, isView));
}

function isLifeSeen(value: unknown): value is LifeSeen {
  if (!isRecord(value) || !isArrayOf(value.calls, isText)) return false;
  const { calls: _calls, unheard, ...words } = value;
  return Number.isSafeInteger(unheard) && Object.values(words).every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
