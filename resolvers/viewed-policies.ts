import type { ClusterView } from '../src/context/cluster-view.ts';
import type { PolicyAttachment } from '../src/gatewayapi/policies/attached-policies.ts';
import type { EffectivePolicy } from '../src/gatewayapi/policies/effective-policies.ts';
import type { ValueOrigin } from '../src/gatewayapi/policies/merge-policies.ts';
import type { TreeLeaf } from '../src/gatewayapi/policies/merge-tree.ts';
import type { ObjectKey } from '../src/kube/object-key.ts';

/** The object whose policies are asked about, and the cluster in which it is. */
interface Asked {
  readonly view: ClusterView;
  readonly object: ObjectKey;
}

export interface ViewedPolicyAttachment extends PolicyAttachment, Asked {}

export interface ViewedEffectivePolicy extends EffectivePolicy, Asked {}

export type EffectiveValue = TreeLeaf<ValueOrigin>;
