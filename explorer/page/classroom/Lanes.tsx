import type { JSX } from 'preact';
import type { TreeNode } from '../model/DrawnTree';
import { useModel } from '../model/useModel';
import { hueOf } from '../model/hueOf';
import { cutName } from '../text/shorten';
import { statusLabel, statusOf } from '../tree/statusOf';

/** How many heights and branches are drawn. */
const [HEIGHTS, BRANCHES] = [10, 4];

/** The maximum length of a name in a block. */
const NAME_LENGTH = 8;

/** The size of a block and the distance between two blocks, in units of the drawing. */
const STEP = { x: 120, y: 84, width: 92, height: 60 };

/** The newest blocks of the tree, drawn large. */
export function Lanes(): JSX.Element | null {
  const model = useModel();
  const { tree } = model;
  const first = Math.max(0, tree.height - HEIGHTS + 1);
  const nodes: TreeNode[] = [];
  for (let height = first; height <= tree.height; height++) {
    nodes.push(...tree.row(height));
  }
  const rows = rowsOf(nodes, new Set(model.usersHere().map(({ tip }) => tip)));
  const drawn = nodes.filter(({ lane }) => rows.has(lane));
  if (drawn.length === 0) return null;
  const x = (height: number): number => (height - first) * STEP.x + 14;
  const y = (lane: number): number => (rows.get(lane) ?? 0) * STEP.y + 8;
  return (
    <svg
      class="lanes"
      viewBox={`0 0 ${HEIGHTS * STEP.x} ${(rows.size - 1) * STEP.y + STEP.height + 16}`}
      role="img"
      aria-label={`The newest blocks, up to height ${tree.height}`}
    >
      {drawn.map((node) => {
        const { parent, height, lane, block, code } = node;
        const status = statusOf(node);
        const label =
          status === 'main' || status === 'fork' || code === 'unknown-parent'
            ? cutName(model.nameOf(block.data.to), NAME_LENGTH)
            : statusLabel(status, code);
        const middle = STEP.height / 2;
        return (
          <g key={node.id} class={status} style={{ '--hue': hueOf(block.data.to) }}>
            {parent !== null && (
              <path
                d={`M${x(height) - STEP.x + STEP.width} ${y(parent.lane) + middle}L${x(height)} ${y(lane) + middle}`}
              />
            )}
            <rect x={x(height)} y={y(lane)} width={STEP.width} height={STEP.height} rx="8" />
            <text class="index" x={x(height) + STEP.width / 2} y={y(lane) + 28}>
              {block.index}
            </text>
            <text class="label" x={x(height) + STEP.width / 2} y={y(lane) + 48}>
              {height === 0 ? 'genesis' : label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/**
 * Returns the row of each lane that is drawn. These are the lanes of the main chain and of all
 * branches that a user follows. If there is space, also the lanes of other branches.
 */
function rowsOf(nodes: readonly TreeNode[], tips: ReadonlySet<string>): Map<number, number> {
  const isAlive = (node: TreeNode): boolean => node.isMain || node.isFollowed || tips.has(node.id);
  const alive = nodes.filter(isAlive).map(({ lane }) => lane);
  const others = nodes.map(({ lane }) => lane).sort((a, b) => a - b);
  const lanes = [...new Set([...alive.sort((a, b) => a - b), ...others])].slice(0, BRANCHES);
  return new Map(lanes.sort((a, b) => a - b).map((lane, row) => [lane, row]));
}
