import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Hash } from '../../../solution/supplied/types';
import { RuleList } from '../block/RuleList';
import type { TreeNode } from '../model/DrawnTree';
import { useModel } from '../model/useModel';
import { blockLink } from '../shared/route';
import { BlockForm } from './BlockForm';
import { CatchingUp } from './CatchingUp';
import { chainThrough } from './chainThrough';
import { CopyStrip } from './CopyStrip';
import { draftAt } from './draftAt';
import { HashNow } from './HashNow';
import { PrivateCopy } from './PrivateCopy';
import { Remedy } from './Remedy';
import { useCopy } from './useCopy';
import { useMiner } from './useMiner';
import { useVerdicts } from './useVerdicts';

/** Lets the reader change a block in a private copy of the chain. */
export function ChangeView({ hash }: { hash: Hash }): JSX.Element {
  const node = useModel().tree.find(hash);
  if (node === undefined || node.height === 0) {
    return (
      <section class="panel" aria-labelledby="change-title">
        <h1 id="change-title">No block to change</h1>
        <p>
          {node === undefined
            ? 'No user has shown a block with this hash yet.'
            : 'Genesis cannot be changed, because another genesis is another network.'}{' '}
          <a href="#blocks">Back to the tree</a>
        </p>
      </section>
    );
  }
  return <Workbench node={node} />;
}

function Workbench({ node }: { node: TreeNode }): JSX.Element {
  const { copy, canUndo, change, undo, discard } = useCopy(
    () => new PrivateCopy(chainThrough(node), node.height),
  );
  const codes = useVerdicts(copy);
  const miner = useMiner();
  const [selected, select] = useState(node.height);
  const candidate = copy.at(selected);
  const code = codes[selected - copy.first];
  const { draft, reason } = draftAt(copy, selected);
  const isMining = miner.progress !== null;

  const mine = (all: boolean): void => {
    let height = selected;
    // The copy with all blocks mined so far. `copy` itself changes only when the component is drawn
    // again.
    let current = copy;
    const label = `mined ${Date.now()}`;
    miner.run((mined) => {
      if (mined !== null) {
        current = current.with(height, mined);
        change(height, mined, label);
        height++;
        if (!all || height > copy.last) return null;
      }
      return draftAt(current, height).draft ?? null;
    });
  };

  return (
    <section class="workbench" aria-labelledby="change-title">
      <header class="panel-head">
        <div>
          <h1 id="change-title">A private copy, from block {node.height} on</h1>
          <p>
            The copy exists only in this page. You can change anything, because the network never
            sees this copy.
          </p>
        </div>
        <div class="actions">
          <button type="button" disabled={!canUndo || isMining} onClick={undo}>
            Undo
          </button>
          <button type="button" disabled={copy.changes.size === 0 || isMining} onClick={discard}>
            Discard all changes
          </button>
          <a class="button" href={blockLink(node.block.hash)}>
            Close
          </a>
        </div>
      </header>
      <CopyStrip
        copy={copy}
        codes={codes}
        selected={selected}
        mining={miner.progress?.height ?? null}
        onSelect={select}
      />
      <div class="columns">
        <section aria-labelledby="form-title">
          <h2 id="form-title">Block {selected}: change a field</h2>
          <BlockForm
            candidate={candidate}
            original={copy.base[selected]}
            isDisabled={isMining}
            onChange={(changed, field) => change(selected, changed, `${selected} ${field}`)}
          />
        </section>
        <section aria-labelledby="text-title">
          <h2 id="text-title">Hash it, mine it</h2>
          {draft === undefined && <p class="broken">No miner can mine this block: {reason}.</p>}
          <HashNow
            candidate={candidate}
            onWrite={(hash) => change(selected, { ...candidate, hash }, `hashed ${selected}`)}
          />
          <div class="actions">
            <button
              type="button"
              class="primary"
              disabled={draft === undefined || isMining}
              onClick={() => mine(false)}
            >
              Mine it again
            </button>
            <button
              type="button"
              disabled={draft === undefined || isMining || selected === copy.last}
              onClick={() => mine(true)}
            >
              Mine it and all after it
            </button>
            <button type="button" disabled={!isMining} onClick={miner.cancel}>
              Stop mining
            </button>
          </div>
          <CatchingUp copy={copy} codes={codes} miner={miner} />
        </section>
        <section aria-labelledby="judged-title">
          <h2 id="judged-title">What other users would say</h2>
          <p class="hint" aria-live="polite">
            {code === undefined
              ? 'Checking…'
              : code === null
                ? `Block ${selected} follows all rules.`
                : `Block ${selected} would be refused: ${code}.`}
          </p>
          {code !== undefined && code !== null && <Remedy code={code} />}
          <RuleList block={candidate} code={code ?? null} />
        </section>
      </div>
    </section>
  );
}
