import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Hash } from '../../../solution/supplied/types';
import type { TreeNode } from '../model/DrawnTree';
import { useModel } from '../model/useModel';
import { chainTo } from '../rules/chainTo';
import { judgeBlock } from '../rules/judgeBlock';
import { ledgerOf } from '../rules/ledgerOf';
import { changeLink } from '../shared/route';
import { describeBlock } from '../shared/describeBlock';
import { statusOf } from '../tree/statusOf';
import { BlockFields } from './BlockFields';
import { HashBits } from './HashBits';
import { formatCount, plural } from '../text/numbers';
import { HashText } from './HashText';
import { RuleList } from './RuleList';

const STATUS_WORDS = {
  main: 'on the main chain',
  fork: 'on a fork that a user follows',
  orphaned: 'orphaned, because another branch has more work',
  invalid: 'invalid',
};

/** An open block, with its fields, the steps to its hash, and the verdict of each rule. */
export function BlockPanel({ hash }: { hash: Hash }): JSX.Element {
  const model = useModel();
  const node = model.tree.find(hash);
  if (node === undefined) {
    return (
      <section class="panel" id="block" aria-labelledby="block-title">
        <h2 id="block-title">A block that is not known yet</h2>
        <p>
          <code class="hash">{hash}</code>
        </p>
        <p>
          No user has shown a block with this hash. <a href="#blocks">Back to the tree</a>
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
            {describeBlock(block, model)}; {STATUS_WORDS[statusOf(node)]}
            {node.isMain && `, with ${plural(confirmations, 'block')} on top`}.
          </p>
        </div>
        <div class="actions">
          {node.height > 0 && !node.isClaim && (
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
        <BlockFields node={node} />
        <section aria-labelledby="came-title">
          <h3 id="came-title">How the hash is made</h3>
          <HashText block={block} />
          {node.height > 0 && (
            <p class="hint">
              A miner changes only the nonce. If the miner counts from 0, it made{' '}
              {formatCount(block.nonce + 1)} hashes until one began with enough zeros. The average
              is {formatCount(2 ** block.difficulty)}.
            </p>
          )}
          <HashBits hash={block.hash} needed={node.height === 0 ? 0 : block.difficulty} />
        </section>
        <RulesSection node={node} />
      </div>
    </section>
  );
}

/** The verdict of each rule. The page itself checks the rules. */
function RulesSection({ node }: { node: TreeNode }): JSX.Element {
  const code = useMemo(() => codeOf(node), [node]);
  return (
    <section aria-labelledby="rules-title">
      <h3 id="rules-title">What the rules say</h3>
      {node.height === 0 && node.code !== null ? (
        <p class="broken">
          This is not the genesis block that the rules give for its time: {node.code}.
        </p>
      ) : node.height === 0 ? (
        <p>
          No rule applies to genesis, because it has no parent and pays no user. Its hash is the
          name of the network.
        </p>
      ) : (
        <>
          <p class="hint">
            This page checks the rules with the reference’s own code, on the chain below this block.
          </p>
          <RuleList block={node.block} code={code} />
        </>
      )}
    </section>
  );
}

function codeOf({ block, parent, height, code, isClaim }: TreeNode): Code | null {
  if (parent === null || height === 0) return null;
  if (isClaim) return code;
  if (!parent.isValid) return 'unknown-parent';
  const ledger = ledgerOf(chainTo(parent).map((node) => node.block));
  return judgeBlock(block, parent.block, ledger, Date.now());
}
