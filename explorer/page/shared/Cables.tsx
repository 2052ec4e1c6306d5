import type { JSX } from 'preact';
import type { Address } from '../../../solution/supplied/types';
import type { Cable, SplitGroup } from '../../channel/Split';
import { useModel } from '../model/useModel';
import { cutName } from '../text/shorten';
import { hueOf } from '../model/hueOf';

/** The size of the drawing, and of the circle of users. */
const [WIDTH, HEIGHT, RADIUS_X, RADIUS_Y] = [300, 150, 100, 52];

/** The maximum length of a name. */
const NAME_LENGTH = 10;

interface Props {
  cables: readonly Cable[];
  groups: readonly SplitGroup[];
}

/** The users in a circle. A line joins users who hear each other, and a cut line those who do not. */
export function Cables({ cables, groups }: Props): JSX.Element | null {
  const model = useModel();
  if (cables.length === 0) return null;
  const cabled = new Set(cables.flatMap(({ between }) => between));
  const users = groups.flatMap((group) => group.users.filter((user) => cabled.has(user)));
  const place = new Map(users.map((user, i) => [user, placeOf(i, users.length)]));
  const name = (user: Address): string => model.nameOf(user);
  const cut = cables.filter(({ isCut }) => isCut);
  return (
    <svg
      class="cables"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Cut: ${cut.map(({ between }) => between.map(name).join(' and ')).join(', ')}`}
    >
      {cables.map(({ between: [one, other], isCut }) => (
        <CableLine
          key={`${one} ${other}`}
          from={place.get(one)}
          to={place.get(other)}
          isCut={isCut}
        />
      ))}
      {[...place].map(([user, { x, y }]) => (
        <g key={user} style={{ '--hue': hueOf(user) }}>
          <circle cx={x} cy={y} r="7" />
          <text x={x} y={y < HEIGHT / 2 ? y - 11 : y + 20}>
            {cutName(name(user), NAME_LENGTH)}
          </text>
        </g>
      ))}
    </svg>
  );
}

interface Place {
  x: number;
  y: number;
}

interface LineProps {
  from: Place | undefined;
  to: Place | undefined;
  isCut: boolean;
}

function CableLine({ from, to, isCut }: LineProps): JSX.Element | null {
  if (from === undefined || to === undefined) return null;
  if (!isCut) return <path class="open" d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />;
  // A cut cable has a gap in the middle.
  const at = (share: number): string =>
    `${from.x + (to.x - from.x) * share} ${from.y + (to.y - from.y) * share}`;
  return <path class="cut" d={`M${at(0)}L${at(0.42)}M${at(0.58)}L${at(1)}`} />;
}

/** Places users on a circle, so that users of one group are beside each other. */
function placeOf(i: number, count: number): Place {
  const angle = ((i + 0.5) / count) * 2 * Math.PI - Math.PI / 2 - Math.PI;
  return {
    x: WIDTH / 2 + RADIUS_X * Math.cos(angle),
    y: HEIGHT / 2 + RADIUS_Y * Math.sin(angle),
  };
}
