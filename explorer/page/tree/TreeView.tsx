import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Hash } from '../../../solution/supplied/types';
import type { DrawnTree, TreeNode } from '../model/DrawnTree';
import { useModel } from '../model/useModel';
import { useTextScale } from '../shared/useTextScale';
import { Card } from './Card';
import { Edges } from './Edges';
import { CARD, cardX, cardY, isSameWindow, windowOf } from './geometry';
import type { CardWindow } from './geometry';
import { JumpForm } from './JumpForm';
import { TreeLegend } from './TreeLegend';
import { keyTarget } from './keyTarget';

/** The space to the right of the tip, in pixels at the normal text size. */
const AFTER_TIP = 72;

/**
 * The block tree. Heights go to the right, and forks go down. Only cards near the visible part are
 * in the document.
 */
export function TreeView({ open }: { open: Hash | null }): JSX.Element {
  const { tree } = useModel();
  const scroller = useRef<HTMLDivElement>(null);
  const [cards, setCards] = useState<CardWindow>(() =>
    windowOf({ left: 0, top: 0, width: 800, height: 400 }),
  );
  const [isFollowing, setFollowing] = useState(open === null);
  const [active, setActive] = useState<Hash | null>(open);
  const wantsFocus = useRef(false);
  const scale = useTextScale();

  const updateWindow = (): void => {
    const box = scroller.current;
    if (box === null) return;
    const next = windowOf({
      left: box.scrollLeft / scale,
      top: box.scrollTop / scale,
      width: box.clientWidth / scale,
      height: box.clientHeight / scale,
    });
    setCards((before) => (isSameWindow(before, next) ? before : next));
  };

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const observer = new ResizeObserver(updateWindow);
    observer.observe(box);
    return () => observer.disconnect();
  }, [scale]);

  // Scrolls to the tip when the tip changes.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!isFollowing || box === null) return;
    const end = box.scrollWidth - box.clientWidth;
    const isNear = end - box.scrollLeft < 2 * CARD.stepX * scale;
    box.scrollTo({ left: end, behavior: isNear && mayAnimate() ? 'smooth' : 'instant' });
    updateWindow();
  }, [isFollowing, tree, tree.tip, tree.height, scale]);

  const show = (node: TreeNode, centred: boolean): void => {
    const box = scroller.current;
    if (box === null) return;
    setActive(node.id);
    bringIntoView(box, node, scale, centred);
    updateWindow();
  };

  useEffect(() => {
    const node = open === null ? undefined : tree.find(open);
    if (node === undefined) return;
    setFollowing(false);
    show(node, false);
  }, [open, tree, open !== null && tree.find(open) !== undefined]);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    focusOn(scroller.current, active);
  }, [active, cards]);

  const jump = (node: TreeNode | undefined): void => {
    if (node === undefined) return;
    wantsFocus.current = node.id !== active;
    setFollowing(false);
    show(node, true);
    // The active block is drawn already, so nothing changes.
    if (node.id === active) focusOn(scroller.current, active);
  };

  const shown = active === null ? undefined : tree.find(active);
  const activeNode = shown ?? tree.end;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (activeNode === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = keyTarget(tree, activeNode, event.key);
    if (next === null) return;
    event.preventDefault();
    wantsFocus.current = true;
    setFollowing(false);
    show(next, false);
  };

  const nodes = nodesIn(tree, cards, activeNode);
  const width = cardX(Math.max(tree.height, 0)) + CARD.width + AFTER_TIP;
  return (
    <section class={open === null ? 'tree' : 'tree compact'} aria-labelledby="tree-title">
      <div class="toolbar">
        <h1 id="tree-title">Blocks</h1>
        <button
          type="button"
          class="toggle"
          aria-pressed={isFollowing}
          onClick={() => setFollowing(!isFollowing)}
        >
          Follow the tip
        </button>
        <button type="button" onClick={() => jump(tree.end)}>
          To the tip
        </button>
        <button type="button" onClick={() => jump(tree.row(0)[0])}>
          To genesis
        </button>
        <JumpForm onFound={jump} />
        <TreeLegend />
      </div>
      <div
        class="scroller"
        ref={scroller}
        onScroll={updateWindow}
        onWheel={(event) => (event.deltaX !== 0 || event.shiftKey) && setFollowing(false)}
        onPointerDown={(event) => event.target === event.currentTarget && setFollowing(false)}
        onTouchMove={() => setFollowing(false)}
        onKeyDown={onKeyDown}
      >
        <div
          class="canvas"
          role="group"
          aria-label="The block tree. Arrow keys move from block to block, Enter opens one."
          style={{
            width: `${width / 16}rem`,
            height: `${cardY(deepestLane(nodes) + 1) / 16}rem`,
          }}
        >
          <Edges nodes={nodes} scale={scale} />
          {nodes.map((node) => (
            <Card
              key={node.id}
              node={node}
              isOpen={node.id === open}
              isActive={node === activeNode}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

/**
 * Returns the blocks of a window and the active block. The active block must stay in the document,
 * because it can have the focus.
 */
function nodesIn(tree: DrawnTree, cards: CardWindow, active: TreeNode | undefined): TreeNode[] {
  const nodes: TreeNode[] = [];
  let hasActive = active === undefined;
  const last = Math.min(cards.lastHeight, tree.height);
  for (let height = cards.firstHeight; height <= last; height++) {
    for (const node of tree.row(height)) {
      if (node.lane < cards.firstLane || node.lane > cards.lastLane) continue;
      nodes.push(node);
      hasActive ||= node === active;
    }
  }
  if (!hasActive && active !== undefined) nodes.push(active);
  return nodes;
}

function focusOn(box: HTMLElement | null, hash: Hash | null): void {
  box?.querySelector<HTMLElement>(`[data-hash="${hash}"]`)?.focus({ preventScroll: true });
}

function deepestLane(nodes: readonly TreeNode[]): number {
  return nodes.reduce((deepest, { lane }) => Math.max(deepest, lane), 1);
}

/** Scrolls until a block is visible, or until it is in the middle if `centred` is true. */
function bringIntoView(box: HTMLElement, node: TreeNode, scale: number, centred: boolean): void {
  const x = cardX(node.height) * scale;
  const y = cardY(node.lane) * scale;
  const width = CARD.width * scale;
  const margin = CARD.stepX * scale;
  const isInView = x >= box.scrollLeft && x + width <= box.scrollLeft + box.clientWidth;
  if (centred || !isInView) {
    const isLeft = x < box.scrollLeft;
    box.scrollLeft = centred
      ? x + (width - box.clientWidth) / 2
      : isLeft
        ? x - margin
        : x + width + margin - box.clientWidth;
  }
  const bottom = y + (CARD.height + 24) * scale;
  if (y < box.scrollTop + CARD.top || bottom > box.scrollTop + box.clientHeight) {
    box.scrollTop = Math.max(0, y - CARD.top * scale);
  }
}

const mayAnimate = (): boolean => !matchMedia('(prefers-reduced-motion: reduce)').matches;
