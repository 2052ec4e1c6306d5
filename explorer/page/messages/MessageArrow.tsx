import type { JSX } from 'preact';
import { answerClass } from './answerClass';
import { hueOf } from '../model/hueOf';
import type { SeenMessage } from '../../channel/Updates';

/** Where an arrow starts and ends, in pixels. */
export interface ArrowPlace {
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
  /** True if there is space for the height of the message's block. */
  hasSubject: boolean;
  /** True if there is space for the code of a refusal. */
  hasCode: boolean;
}

/** How long an arrow's head is, in pixels. */
const HEAD = 7;

/**
 * A message as an arrow between two lines. The arrow of a refused message is dashed and shows the
 * code.
 */
export function MessageArrow({
  message,
  place,
  isChosen,
  onChoose,
}: {
  message: SeenMessage;
  place: ArrowPlace | null;
  /** True if the contents of this message are shown. */
  isChosen: boolean;
  onChoose: (message: SeenMessage) => void;
}): JSX.Element | null {
  if (place === null) return null;
  const { type, height, from, answer } = message;
  const { fromX, fromY, toX, toY, hasSubject, hasCode } = place;
  const angle = (Math.atan2(toY - fromY, toX - fromX) * 180) / Math.PI;
  const sort = type === 'block' ? 'ok' : 'payment';
  return (
    <g
      class={`arrow ${answerClass(answer) || sort}${isChosen ? ' chosen' : ''}`}
      style={{ '--hue': hueOf(from) }}
      onPointerEnter={() => onChoose(message)}
    >
      <polyline class="reach" points={`${fromX},${fromY} ${toX},${toY}`} />
      <line x1={fromX} y1={fromY} x2={toX} y2={toY} />
      <path
        d={`M0 0L${-HEAD} ${HEAD / 2}V${-HEAD / 2}Z`}
        transform={`translate(${toX} ${toY}) rotate(${angle})`}
      />
      <circle cx={fromX} cy={fromY} r="4" />
      {hasSubject && (
        <text x={fromX - 7} y={fromY - 6} class="what">
          {type === 'block' ? height : '¢'}
        </text>
      )}
      {hasCode && (
        <text x={toX + 5} y={toY + (toY > fromY ? 14 : -7)} class="why">
          {answer}
        </text>
      )}
    </g>
  );
}
