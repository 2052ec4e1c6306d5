import type { JSX } from 'preact';
import type { TreeNode } from '../model/DrawnTree';
import { useModel } from '../model/useModel';
import { hueOf } from '../shared/hueOf';
import { cutName } from '../text/shorten';
import { statusLabel, statusOf } from '../tree/statusOf';

/** How many heights and lanes are drawn. */
const [HEIGHTS, LANES] = [10, 2];

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
    nodes.push(...tree.row(height).filter(({ lane }) => lane < LANES));
  }
  if (nodes.length === 0) return null;
  const x = (height: number): number => (height - first) * STEP.x + 14;
  const y = (lane: number): number => lane * STEP.y + 8;
  return (
    <svg
      class="lanes"
      viewBox={`0 0 ${HEIGHTS * STEP.x} ${STEP.y + STEP.height + 16}`}
      role="img"
      aria-label={`The newest blocks, up to height ${tree.height}`}
    >
      {nodes.map((node) => {
        const { parent, height, lane, block, code } = node;
        const status = statusOf(node);
        const label =
          statusLabel(status, code) || cutName(model.nameOf(block.data.to), NAME_LENGTH);
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
