import type { Json } from '../../kube/json.ts';
import { compareBytes } from '../compare-bytes.ts';
import type { PolicyAttachment } from './attached-policies.ts';
import { type MergeTree, patched, type TreeLeaf, treeLeaves, treeValue } from './merge-tree.ts';
import { type PolicyDocument, type PolicyPart, type PolicyParts, policyParts } from './policy-parts.ts';

/** Where a value of a merged policy comes from. */
export interface ValueOrigin {
  readonly attachment: PolicyAttachment;
  readonly part: PolicyPart;
}

export interface MergedPolicies {
  readonly spec: Json;
  /** In the order of their paths. */
  readonly values: readonly TreeLeaf<ValueOrigin>[];
}

interface Layer {
  readonly attachment: PolicyAttachment;
  readonly parts: PolicyParts;
}

type Tree = MergeTree<ValueOrigin> | undefined;

/**
 * What the policies of one way come to, those above first (semantics.md E.2): the overrides of those above win over
 * those below, and these over all defaults, of which those below win. Undefined where only the implementation knows,
 * because several policies meet and none says how.
 */
export function mergePolicies(attachments: readonly PolicyAttachment[]): MergedPolicies | undefined {
  const layers = attachments.map((attachment) => ({ attachment, parts: policyParts(attachment.policy) }));
  if (layers.length === 0 || (layers.length > 1 && !isKnown(layers))) return undefined;
  const tree = overridden(layers, withDefaults(layers));
  if (tree === undefined) return undefined;
  const values = treeLeaves(tree).toSorted((a, b) => compareBytes(a.path, b.path));
  return { spec: treeValue(tree), values };
}

function isKnown(layers: readonly Layer[]): boolean {
  const documents = layers.flatMap(({ parts: { overrides, defaults } }) => [overrides, defaults]);
  return layers.some(({ parts }) => parts.saysHow) && !documents.some((part) => part?.strategy === 'CUSTOM');
}

/** From the top: the established one, above, says whether those below add to it or take its place. */
function withDefaults(layers: readonly Layer[]): Tree {
  let tree: Tree;
  let above: PolicyDocument | undefined;
  for (const { attachment, parts } of layers) {
    const { defaults } = parts;
    if (defaults === undefined || above?.strategy === 'NONE') continue;
    tree = added(above?.strategy === 'PATCH' ? tree : undefined, defaults, attachment);
    above = defaults;
  }
  return tree;
}

/** From the bottom, so that what is above comes last and wins. */
function overridden(layers: readonly Layer[], defaults: Tree): Tree {
  let tree = defaults;
  for (const { attachment, parts } of layers.toReversed()) {
    const { overrides } = parts;
    if (overrides === undefined) continue;
    tree = added(overrides.strategy === 'PATCH' ? tree : undefined, overrides, attachment);
  }
  return tree;
}

function added(tree: Tree, { part, value }: PolicyDocument, attachment: PolicyAttachment): Tree {
  return patched(tree, value, { attachment, part });
}
