import type { JSX } from 'preact';
import type { TreeNode } from '../model/BlockTree';
import { edgePath } from './geometry';
import { statusOf } from './statusOf';

/** The lines that join each block to its parent: what `previousHash` says. */
export function Edges({
  nodes,
  scale,
}: {
  nodes: readonly TreeNode[];
  /** The size of a pixel at the reader's text size. */
  scale: number;
}): JSX.Element {
  return (
    <svg class="edges" width="1" height="1" aria-hidden="true">
      <g transform={`scale(${scale})`}>
        {nodes.map((node) =>
          node.parent === null ? null : (
            <path
              key={node.block.hash}
              class={statusOf(node)}
              d={edgePath(node.height, node.parent.lane, node.lane)}
            />
          ),
        )}
      </g>
    </svg>
  );
}
