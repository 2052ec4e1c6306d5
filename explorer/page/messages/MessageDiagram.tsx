import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Address } from '../../../solution/supplied/types';
import { useModel } from '../model/useModel';
import { hueOf } from '../model/hueOf';
import { useNow } from '../shared/useNow';
import { useTextScale } from '../shared/useTextScale';
import { usersInOrder } from '../users/usersInOrder';
import { cutName } from '../text/shorten';
import { arrowsOf } from './arrowsOf';
import type { Arrow } from './arrowsOf';
import { MessageArrow } from './MessageArrow';
import type { ArrowPlace } from './MessageArrow';
import { MessageContents } from './MessageContents';

/** Sizes in pixels at the normal text size. */
const SIZE = { line: 56, top: 44, names: 132, right: 28, left: 12 };

/** The width of a letter of a code, and of the height of a block, in pixels at the normal size. */
const LABEL = { letter: 7.5, subject: 40 };

/** The maximum number of lines. The list below the diagram has the messages of all users. */
const MAX_LINES = 40;

/** The maximum length of the name at the left of a line. */
const NAME_LENGTH = 14;

interface Props {
  /** How much time the diagram shows, in milliseconds. */
  spanMs: number;
  /** The time at which the diagram was paused. Null while the diagram moves. */
  pausedAt: number | null;
}

/**
 * A space-time diagram. Time goes to the right. Each user has a line, and each message has an
 * arrow. The arrows of strangers come from above.
 */
export function MessageDiagram({ spanMs, pausedAt }: Props): JSX.Element {
  const model = useModel();
  const box = useRef<HTMLDivElement>(null);
  const flow = useRef<SVGGElement>(null);
  const [width, setWidth] = useState(800);
  const [chosenId, setChosenId] = useState<string | null>(null);
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

  // The diagram is drawn each second. Between two drawings, only the arrows move.
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
  const labels = new Labels();
  const placeOf = ({ message, leftAt, isFirst }: Arrow): ArrowPlace | null => {
    const toY = lines.get(message.to);
    const fromY = message.from === null ? top / 2 : lines.get(message.from);
    if (toY === undefined) return null;
    const from = { fromX: x(leftAt), fromY: fromY ?? top / 2 };
    const toX = x(message.at);
    const codeWidth = message.answer.length * LABEL.letter * scale;
    const codeRow = toY + (toY > from.fromY ? 1 : -1);
    return {
      ...from,
      toX,
      toY,
      hasSubject:
        isFirst && labels.place(from.fromY - 1, from.fromX - LABEL.subject * scale, from.fromX),
      hasCode: message.answer !== 'ok' && labels.place(codeRow, toX, toX + codeWidth),
    };
  };
  const shown = arrows.filter(({ message }) => lines.has(message.to)).map(({ message }) => message);
  const chosen = model.messages.find(({ id }) => id === chosenId) ?? null;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const at = shown.findIndex(({ id }) => id === chosenId);
    // Without a choice, the newest message is the first.
    const next = at < 0 ? shown.length - 1 : Math.min(Math.max(at + step, 0), shown.length - 1);
    setChosenId(shown[next]?.id ?? null);
  };
  return (
    <div class="space-time" ref={box}>
      <MessageContents message={chosen} />
      <svg
        width={width}
        height={height}
        role="img"
        tabindex={0}
        onKeyDown={onKeyDown}
        aria-label="Messages of the users over time. The left and right arrow keys choose a message. The list below says the same in words."
      >
        <defs>
          <clipPath id="flow">
            <rect x={names} y="0" width={Math.max(0, width - names)} height={height} />
          </clipPath>
        </defs>
        <g class="grid">
          {marks(spanMs).map((agoMs) => (
            <g key={agoMs} transform={`translate(${x(end - agoMs)} 0)`}>
              <line y1={18 * scale} y2={height} />
              <text y={12 * scale}>{agoMs === 0 ? 'now' : markText(agoMs)}</text>
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
              {cutName(name, NAME_LENGTH)}
              {here ? '' : ' (gone)'}
            </text>
          </g>
        ))}
        <g clip-path="url(#flow)">
          <g ref={flow}>
            {arrows.map((arrow) => (
              <MessageArrow
                key={arrow.message.id}
                message={arrow.message}
                place={placeOf(arrow)}
                isChosen={arrow.message.id === chosenId}
                onChoose={({ id }) => setChosenId(id)}
              />
            ))}
          </g>
        </g>
      </svg>
      <p class="hint">
        An arrow ends at the time of the answer. Users do not report when a message was sent.
        Therefore all arrows of one announcement start at the same point, shortly before the first
        answer.
      </p>
    </div>
  );
}

/** Remembers where labels are. Two labels must not overlap. */
class Labels {
  /** The taken places of each row, from their left to their right end. */
  readonly #taken = new Map<number, [left: number, right: number][]>();

  /** Reserves a place in a row, in pixels. Returns false if another label needs it. */
  place(row: number, left: number, right: number): boolean {
    const taken = this.#taken.get(row) ?? [];
    if (taken.some(([begin, end]) => left < end && begin < right)) return false;
    this.#taken.set(row, [...taken, [left, right]]);
    return true;
  }
}

/** The times of the vertical lines, in milliseconds before now. */
function marks(spanMs: number): number[] {
  return [0, 1, 2, 3, 4].map((i) => (i * spanMs) / 5);
}

function markText(ms: number): string {
  return ms < 60_000 ? `−${ms / 1000} s` : `−${ms / 60_000} min`;
}
