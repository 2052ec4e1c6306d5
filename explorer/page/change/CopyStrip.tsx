import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Code } from '../../../solution/supplied/Refusal';
import { shortHash } from '../text/shorten';
import { useTextScale } from '../shared/useTextScale';
import type { PrivateCopy } from './PrivateCopy';
import { toText } from './fieldText';

/** The distance between two cards, in pixels at the normal text size. */
const STEP = 186;

/**
 * How many cards are drawn beyond each edge. Scrolling shows these cards before the next drawing.
 */
const OVERSCAN = 3;

interface Props {
  copy: PrivateCopy;
  codes: readonly (Code | null)[];
  selected: number;
  /** The height of the block that is mined now. Null if the miner is idle. */
  mining: number | null;
  onSelect: (height: number) => void;
}

/**
 * The blocks of a copy, each with its verdict. It begins with the first block that can be changed.
 */
export function CopyStrip({ copy, codes, selected, mining, onSelect }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [from, setFrom] = useState(copy.first);
  const [shown, setShown] = useState(8);
  const wantsFocus = useRef(false);
  const step = STEP * useTextScale();

  const updateWindow = (): void => {
    if (box.current === null) return;
    setFrom(copy.first - 1 + Math.floor(box.current.scrollLeft / step));
    setShown(Math.ceil(box.current.clientWidth / step) + OVERSCAN);
  };
  useEffect(() => {
    if (box.current === null) return undefined;
    const observer = new ResizeObserver(updateWindow);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [step]);

  // Scrolls to the block that is mined now, or to the selected block.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const x = ((mining ?? selected) - copy.first + 1) * step;
    if (x < element.scrollLeft || x + step > element.scrollLeft + element.clientWidth) {
      element.scrollLeft = x - step;
      updateWindow();
    }
  }, [selected, mining]);
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    box.current?.querySelector<HTMLElement>(`[data-height="${selected}"]`)?.focus();
  }, [selected, from]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = {
      ArrowLeft: selected - 1,
      ArrowRight: selected + 1,
      Home: copy.first,
      End: copy.last,
    };
    const next = (to as Record<string, number | undefined>)[event.key];
    if (next === undefined || next < copy.first || next > copy.last) return;
    event.preventDefault();
    wantsFocus.current = true;
    onSelect(next);
  };

  const heights: number[] = [];
  const last = Math.min(copy.last, from + shown);
  for (let height = Math.max(copy.first - 1, from - OVERSCAN); height <= last; height++) {
    heights.push(height);
  }
  if (!heights.includes(selected)) heights.push(selected);
  return (
    <div class="scroller strip" ref={box} onScroll={updateWindow} onKeyDown={onKeyDown}>
      <div
        class="canvas"
        role="group"
        aria-label="The blocks of your copy. Arrow keys choose one to change."
        style={{ width: `${((copy.last - copy.first + 2) * STEP + 20) / 16}rem` }}
      >
        {heights.map((height) =>
          height < copy.first ? (
            <ParentCard key={height} copy={copy} />
          ) : (
            <CopyCard
              key={height}
              copy={copy}
              height={height}
              code={codes[height - copy.first]}
              isSelected={height === selected}
              isMining={height === mining}
              onSelect={onSelect}
            />
          ),
        )}
      </div>
    </div>
  );
}

/** The parent of the first block that can be changed. */
function ParentCard({ copy }: { copy: PrivateCopy }): JSX.Element {
  const { index, hash } = copy.base[copy.first - 1];
  return (
    <div class="card parent" style={{ transform: `translate(${20 / 16}rem, 1rem)` }}>
      <span class="card-head">
        <b>{index}</b>
      </span>
      <span class="card-story">cannot be changed</span>
      <code class="card-hash">
        <small>hash</small> {shortHash(hash)}
      </code>
    </div>
  );
}

function CopyCard({
  copy,
  height,
  code,
  isSelected,
  isMining,
  onSelect,
}: {
  copy: PrivateCopy;
  height: number;
  /** Undefined until the block is checked. */
  code: Code | null | undefined;
  isSelected: boolean;
  isMining: boolean;
  onSelect: (height: number) => void;
}): JSX.Element {
  const { index, previousHash, hash } = copy.at(height);
  const verdict = isMining ? 'mining…' : code === undefined ? 'checking…' : (code ?? 'valid');
  const sort = code === null ? 'main' : code === undefined ? '' : 'invalid';
  const isLinked = previousHash === copy.at(height - 1).hash;
  return (
    <button
      type="button"
      class={`card ${sort}${isMining ? ' mining' : ''}`}
      data-height={height}
      tabIndex={isSelected ? 0 : -1}
      aria-pressed={isSelected}
      onClick={() => onSelect(height)}
      style={{ transform: `translate(${((height - copy.first + 1) * STEP + 20) / 16}rem, 1rem)` }}
    >
      <span class={isLinked ? 'link' : 'link cut'} aria-hidden="true">
        {isLinked ? '' : '≠'}
      </span>
      <span class="card-head">
        <b>{toText(index)}</b>
        {copy.changes.has(height) && <span class="changed-mark">changed</span>}
      </span>
      <code class="card-hash">
        <small>parent</small> {shortHash(toText(previousHash))}
      </code>
      <code class="card-hash">
        <small>hash</small> {shortHash(toText(hash))}
      </code>
      <span class="status">
        {code === null && !isMining ? '✓ ' : ''}
        {sort === 'invalid' && !isMining ? '✗ ' : ''}
        {verdict}
      </span>
    </button>
  );
}
