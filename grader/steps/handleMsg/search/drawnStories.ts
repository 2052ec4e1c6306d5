import * as fc from 'fast-check';
import { MAX_FUTURE_MS } from '../../../../solution/supplied/constants';
import { oneOf } from '../../support/storiesFrom';
import type { Draw } from '../../support/storiesFrom';
import type { Event, Happening, Line } from '../channel/MessageStory';
import { drawBlock } from './drawBlock';
import { drawPayment } from './drawPayment';
import { drawPending, drawSituation, LONG } from './drawSituation';
import type { Situated } from './drawSituation';
import type { ToldWorld } from './ToldWorld';

/** How many stories are drawn. */
const COUNT = 110;

/** Returns long stories of one or two users, each in a world of its own. */
export function drawnStories(seed: number): ToldWorld[] {
  let number = 0;
  const drawn = fc.gen().map((value) => drawStory((arbitrary) => value(() => arbitrary), number++));
  return fc.sample(drawn, { seed, numRuns: COUNT });
}

function drawStory(draw: Draw, number: number): ToldWorld {
  const situated = drawSituation(draw, number);
  const { world, users } = situated;
  // The first payment lies deepest on the chain. It comes again.
  const lines: Line[] = number === LONG ? [[{ payment: situated.payments[0], user: 0 }]] : [];
  const sent: Event[][] = users.map(() => []);
  const message = (user: number): Event => {
    const known = draw(oneOf(sent[user], sent[user], sent[user], sent.flat()));
    const isOld = known.length > 0 && draw(oneOf(true, false, false));
    const happening = isOld ? draw(oneOf(...known)) : newMessage(draw, situated, user);
    const event = { ...happening, user };

    sent[user].push(event);
    return event;
  };
  const length = draw(fc.integer({ min: 4, max: 14 }));
  while (lines.length < length) {
    const user = draw(fc.integer({ min: 0, max: users.length - 1 }));
    const kind = draw(
      oneOf('one', 'one', 'one', 'one', 'one', 'burst', 'adopts', 'clock', 'queue', 'queue'),
    );
    const happenings: Happening[] =
      kind === 'clock'
        ? [{ clock: drawClock(draw, situated, user) }]
        : kind === 'queue'
          ? [{ queue: drawPending(draw, situated, user) }]
          : kind === 'adopts'
            ? [drawBranch(draw, situated, user)]
            : Array.from({ length: kind === 'one' ? 1 : draw(oneOf(2, 2, 3)) }, () =>
                message(user),
              );
    if (kind === 'burst' && draw(oneOf(true, false, false)))
      happenings.push(drawBranch(draw, situated, user));
    lines.push(happenings.map((happening) => ({ ...happening, user })));
  }
  return world.tell([{ users, lines }]);
}

function newMessage(draw: Draw, situated: Situated, user: number): Happening {
  if (draw(fc.boolean())) return { payment: drawPayment(draw, situated, user) };
  const from = draw(
    oneOf(undefined, { host: '127.0.0.1', port: 6001 }, { host: 'example.org', port: 65535 }),
  );
  return { block: drawBlock(draw, situated, user), ...(from && { from }) };
}

/** A clock that runs, stands still or is set back. */
function drawClock(draw: Draw, { users, clocks }: Situated, user: number): number {
  const steps = [1, 1000, 60_000, MAX_FUTURE_MS, 86_400_000, 10 ** 12];
  const step = draw(oneOf(...steps, ...steps.map((ms) => -ms), 0));
  clocks[user] = draw(oneOf(clocks[user], users[user].now)) + step;
  return clocks[user];
}

function drawBranch(draw: Draw, { world, tree, tips }: Situated, user: number): Happening {
  const start = draw(oneOf(tips[user], ...tree.slice(-4)));
  const coins = Array.from({ length: draw(oneOf(1, 1, 2, 3, 4)) }, () =>
    world.coin(draw(oneOf('alice', 'bob', 'carol'))),
  );
  const branch = world.addBranch(start, coins);
  tree.push(...branch);
  tips[user] = branch[branch.length - 1];
  return { adopts: branch };
}
