import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Hash } from '../../../solution/supplied/types';
import type { TreeNode } from '../model/BlockTree';
import { useModel } from '../model/useModel';
import { chainTo } from '../rules/chainTo';
import { judge } from '../rules/judge';
import { ledgerOf } from '../rules/ledgerOf';
import { changeLink } from '../shared/route';
import { storyOf } from '../shared/storyOf';
import { statusOf } from '../tree/statusOf';
import { BlockFields } from './BlockFields';
import { HashBits } from './HashBits';
import { count } from '../shared/numbers';
import { HashText } from './HashText';
import { RuleList } from './RuleList';

const STATUS_WORDS = {
  main: 'on the main chain',
  fork: 'on a fork that somebody follows',
  orphaned: 'orphaned: another branch has more work',
  invalid: 'invalid',
};

/** A block opened: its fields, how its hash came about, what each rule says of it. */
export function BlockPanel({ hash }: { hash: Hash }): JSX.Element {
  const model = useModel();
  const node = model.tree.find(hash);
  if (node === undefined) {
    return (
      <section class="panel" id="block" aria-labelledby="block-title">
        <h2 id="block-title">A block that was not seen yet</h2>
        <p>
          <code class="hash">{hash}</code>
        </p>
        <p>
          Nobody has told of a block with this hash. <a href="#blocks">Back to the tree</a>
        </p>
      </section>
    );
  }
  const { block } = node;
  const confirmations = node.isMain ? model.tree.main.length - 1 - node.height : 0;
  return (
    <section class="panel" id="block" aria-labelledby="block-title">
      <header class="panel-head">
        <div>
          <h2 id="block-title">Block {block.index}</h2>
          <p>
            {storyOf(block, model)}; {STATUS_WORDS[statusOf(node)]}
            {node.isMain && `, ${confirmations} on top of it`}.
          </p>
        </div>
        <div class="actions">
          {node.height > 0 && (
            <a class="button primary" href={changeLink(hash)}>
              Change it in a private copy
            </a>
          )}
          <a class="button" href="#blocks">
            Close
          </a>
        </div>
      </header>
      <div class="columns">
        <BlockFields block={block} />
        <section aria-labelledby="came-title">
          <h3 id="came-title">How its hash came about</h3>
          <HashText block={block} />
          {node.height > 0 && (
            <p class="hint">
              The nonce is what a miner turns. A miner that counts from 0 made{' '}
              {count(block.nonce + 1)} hashes until one began with enough zeros; on average it takes{' '}
              {count(2 ** block.difficulty)}.
            </p>
          )}
          <HashBits hash={block.hash} needed={node.height === 0 ? 0 : block.difficulty} />
        </section>
        <Verdict node={node} />
      </div>
    </section>
  );
}

/** The rules, tried here and now: the page believes nobody either. */
function Verdict({ node }: { node: TreeNode }): JSX.Element {
  const code = useMemo(() => codeOf(node), [node]);
  return (
    <section aria-labelledby="rules-title">
      <h3 id="rules-title">What the rules say</h3>
      {node.height === 0 ? (
        <p>
          Genesis needs no rules: it has no parent and pays nobody. Its hash is the network’s name.
        </p>
      ) : (
        <>
          <p class="hint">
            Checked in this page by the reference’s own code, on the chain below this block.
          </p>
          <RuleList block={node.block} code={code} />
        </>
      )}
    </section>
  );
}

function codeOf({ block, parent, height }: TreeNode): Code | null {
  if (parent === null || height === 0) return null;
  if (!parent.isValid) return 'unknown-parent';
  const ledger = ledgerOf(chainTo(parent).map((node) => node.block));
  return judge(block, parent.block, ledger, Date.now());
}
