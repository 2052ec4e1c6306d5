import type { JSX } from 'preact';
import type { TreeNode } from '../model/DrawnTree';
import { edgePath } from './geometry';
import { statusOf } from './statusOf';

/** The lines from each block to its parent. */
export function Edges({
  nodes,
  scale,
}: {
  nodes: readonly TreeNode[];
  /** The reader's text size, as a multiple of the normal size. */
  scale: number;
}): JSX.Element {
  return (
    <svg class="edges" width="1" height="1" aria-hidden="true">
      <g transform={`scale(${scale})`}>
        {nodes.map((node) =>
          node.parent === null ? null : (
            <path
              key={node.id}
              class={statusOf(node)}
              d={edgePath(node.height, node.parent.lane, node.lane)}
            />
          ),
        )}
      </g>
    </svg>
  );
}
