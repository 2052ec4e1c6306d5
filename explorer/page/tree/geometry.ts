/** The size of a card and the space around it, in pixels at the normal text size. */
export const CARD = { width: 136, height: 78, stepX: 176, stepY: 122, left: 28, top: 40 };

/**
 * How many cards are drawn beyond each edge. Scrolling shows these cards before the next drawing.
 */
const OVERSCAN = 3;

/** The visible part of the tree, in pixels. */
interface Viewport {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The first and last height, and the first and last lane, of the cards to draw. */
export interface CardWindow {
  firstHeight: number;
  lastHeight: number;
  firstLane: number;
  lastLane: number;
}

export const cardX = (height: number): number => CARD.left + height * CARD.stepX;

export const cardY = (lane: number): number => CARD.top + lane * CARD.stepY;

/** Returns the range of cards to draw for a viewport. */
export function windowOf({ left, top, width, height }: Viewport): CardWindow {
  return {
    firstHeight: Math.max(0, Math.floor((left - CARD.left) / CARD.stepX) - OVERSCAN),
    lastHeight: Math.ceil((left + width - CARD.left) / CARD.stepX) + OVERSCAN,
    firstLane: Math.max(0, Math.floor((top - CARD.top) / CARD.stepY) - 1),
    lastLane: Math.ceil((top + height - CARD.top) / CARD.stepY) + 1,
  };
}

export function isSameWindow(one: CardWindow, other: CardWindow): boolean {
  return (
    one.firstHeight === other.firstHeight &&
    one.lastHeight === other.lastHeight &&
    one.firstLane === other.firstLane &&
    one.lastLane === other.lastLane
  );
}

/** Returns an SVG path from a parent to a child. The child is at the next height, in any lane. */
export function edgePath(height: number, parentLane: number, lane: number): string {
  const x1 = cardX(height - 1) + CARD.width;
  const x2 = cardX(height);
  const y1 = cardY(parentLane) + CARD.height / 2;
  const y2 = cardY(lane) + CARD.height / 2;
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
