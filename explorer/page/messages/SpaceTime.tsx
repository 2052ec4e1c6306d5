import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Address } from '../../../solution/supplied/types';
import { useModel } from '../model/useModel';
import { hueOf } from '../shared/hueOf';
import { useNow } from '../shared/useNow';
import { useTextScale } from '../shared/useTextScale';
import { usersInOrder } from '../users/usersInOrder';
import { arrowsOf } from './arrowsOf';
import type { Arrow } from './arrowsOf';
import { MessageArrow } from './MessageArrow';
import type { Place } from './MessageArrow';

/** Sizes in pixels at the normal text size. */
const SIZE = { line: 56, top: 44, names: 132, right: 28, left: 12 };

/** The most lines drawn; a user beyond them is only in the list. */
const MAX_LINES = 40;

interface Props {
  /** How much time is shown, in milliseconds. */
  spanMs: number;
  /** The time at which the diagram stands still; null while it flows. */
  pausedAt: number | null;
}

/** One line a user, time to the right, an arrow a message; strangers' arrows come from above. */
export function SpaceTime({ spanMs, pausedAt }: Props): JSX.Element {
  const model = useModel();
  const box = useRef<HTMLDivElement>(null);
  const flow = useRef<SVGGElement>(null);
  const [width, setWidth] = useState(800);
  const now = useNow();
  const end = pausedAt ?? now;
  const users = usersInOrder(model).slice(0, MAX_LINES);
  const scale = useTextScale();
  const top = SIZE.top * scale;
  const line = SIZE.line * scale;
  const height = top + users.length * line;
  const names = Math.min(SIZE.names * scale, width / 3);
  const pixelsPerMs = (width - names - SIZE.right) / spanMs;

  useEffect(() => {
    if (box.current === null) return undefined;
    const observer = new ResizeObserver(([{ contentRect }]) => setWidth(contentRect.width));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  // Between two drawings, once a second, the arrows are only moved.
  useLayoutEffect(() => {
    const group = flow.current;
    if (group === null) return undefined;
    const move = (): void => {
      const shift = pausedAt === null ? (Date.now() - end) * pixelsPerMs : 0;
      group.setAttribute('transform', `translate(${-shift} 0)`);
    };
    move();
    if (pausedAt !== null || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      return undefined;
    }
    const timer = setInterval(move, 40);
    return () => clearInterval(timer);
  }, [end, pausedAt, pixelsPerMs]);

  const lines = new Map<Address, number>();
  users.forEach(({ address }, i) => lines.set(address, top + (i + 0.5) * line));
  const x = (at: number): number => names + (at - end + spanMs) * pixelsPerMs;
  const lean = 22 / pixelsPerMs;
  const arrows = arrowsOf(model.messages, end - spanMs, end + 1000, lean);
  const codes = new Labels(100 * scale);
  const subjects = new Labels(34 * scale);
  const place = ({ message, leftAt, isFirst }: Arrow): Place | null => {
    const toY = lines.get(message.to);
    const fromY = message.from === null ? top / 2 : lines.get(message.from);
    if (toY === undefined) return null;
    const from = { fromX: x(leftAt), fromY: fromY ?? top / 2 };
    return {
      ...from,
      toX: x(message.at),
      toY,
      hasSubject: isFirst && subjects.fits(from.fromX, from.fromY),
      hasCode: message.answer !== 'ok' && codes.fits(x(message.at), toY),
    };
  };
  return (
    <div class="space-time" ref={box}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label="Messages of the users over time. The same is listed in words below."
      >
        <defs>
          <clipPath id="flow">
            <rect x={names} y="0" width={Math.max(0, width - names)} height={height} />
          </clipPath>
        </defs>
        <g class="grid">
          {marks(spanMs).map((ago) => (
            <g key={ago} transform={`translate(${x(end - ago)} 0)`}>
              <line y1={18 * scale} y2={height} />
              <text y={12 * scale}>{ago === 0 ? 'now' : markText(ago)}</text>
            </g>
          ))}
        </g>
        <text class="strangers" x={SIZE.left} y={top / 2 + 8}>
          strangers
        </text>
        {users.map(({ address, name, here }) => (
          <g key={address} class={here ? 'life' : 'life gone'} style={{ '--hue': hueOf(address) }}>
            <line x1={names} x2={width} y1={lines.get(address)} y2={lines.get(address)} />
            <text x={SIZE.left} y={(lines.get(address) ?? 0) + 4}>
              {cut(name)}
              {here ? '' : ' (gone)'}
            </text>
          </g>
        ))}
        <g clip-path="url(#flow)">
          <g ref={flow}>
            {arrows.map((arrow) => (
              <MessageArrow key={arrow.message.id} message={arrow.message} place={place(arrow)} />
            ))}
          </g>
        </g>
      </svg>
      <p class="hint">
        An arrow ends when its message was answered. When it left is not reported, so all arrows of
        one announcement begin at one point, just before its first answer.
      </p>
    </div>
  );
}

/** Keeps words on one line of the diagram from covering each other. */
class Labels {
  readonly #lastX = new Map<number, number>();

  /** @param room what a word takes, in pixels */
  constructor(private readonly room: number) {}

  /** True if there is room for a word; then the room is taken. */
  fits(x: number, y: number): boolean {
    if (x - (this.#lastX.get(y) ?? -Infinity) < this.room) return false;
    this.#lastX.set(y, x);
    return true;
  }
}

/** The times at which the diagram has an upright line, in milliseconds before now. */
function marks(spanMs: number): number[] {
  return [0, 1, 2, 3, 4].map((i) => (i * spanMs) / 5);
}

function markText(ms: number): string {
  return ms < 60_000 ? `−${ms / 1000} s` : `−${ms / 60_000} min`;
}

/** A name that fits before its line. */
function cut(name: string): string {
  const letters = [...name];
  return letters.length > 14 ? `${letters.slice(0, 13).join('')}…` : name;
}
