import type { NetworkModel } from '../model/NetworkModel';
import type { TreeNode } from '../model/DrawnTree';
import { findBlock } from './findBlock';

/**
 * Finds a block by a typed text: the height or the hash of a block, the id of a payment, or the name
 * or the address of a user. A user's block is its tip. A height and a hash come first, because
 * strangers choose names and ids.
 */
export function findPlace(model: NetworkModel, text: string): TreeNode | undefined {
  const word = text.trim();
  const block = findBlock(model.tree, word);
  if (block !== undefined || word === '') return block;
  const payment = model.payments.find(word, model.tree);
  if (payment?.node !== undefined) return payment.node;
  const name = word.toLowerCase();
  const user = [...model.users.values()].find(
    ({ address }) =>
      model.nameOf(address).toLowerCase() === name ||
      (name.length >= 8 && address.startsWith(name)),
  );
  return user && model.tree.find(user.tip);
}
