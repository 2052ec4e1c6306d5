import type { Draws } from '../chance/Draws';

/**
 * Draws who knows whom. Acquaintance is mutual, and each user knows as many others: those at some
 * distances from its place in a circle. Places and distances are random.
 *
 * @param known how many others each user knows; an odd number is rounded down
 * @returns the others that each user knows, by user
 */
export function acquaintances(users: number, known: number, draws: Draws): number[][] {
  if (known >= users - 1) {
    const all = Array.from({ length: users }, (_, i) => i);
    return all.map((user) => all.filter((other) => other !== user));
  }
  const circle = draws.order('place', users);
  const farthest = Math.ceil(users / 2) - 1;
  const distances = draws.order('distance', farthest).slice(0, known >> 1);
  const others: number[][] = Array.from({ length: users }, () => []);
  for (const [place, user] of circle.entries()) {
    for (const distance of distances) {
      const ahead = place + distance + 1;
      const behind = place - distance - 1 + users;
      others[user].push(circle[ahead % users], circle[behind % users]);
    }
  }
  return others;
}
