import type { GroupKind } from '../kube/object-key.ts';
import type { PolicyMode } from '../kube/policy-mode.ts';
import type { Assumptions } from './assumptions.ts';
import { type CapabilityFile, NO_CAPABILITY_FILE } from './capabilities/capability-file.ts';

/** What is taken for granted about a cluster, beyond its objects. Never changes while a cluster is served. */
export interface Premises {
  /**
   * What it means that a Gateway's class is not there. `assumed`: manifests rarely hold classes, so an accepting
   * controller with every feature is assumed. `missing`: no controller owns the Gateway.
   */
  readonly absentClass: 'assumed' | 'missing';
  /**
   * The objects are a part of a cluster: there may be others that nobody could see, so that no list is complete.
   * @default false
   */
  readonly openWorld?: boolean | undefined;
  /** What the user says exists though nobody could see it. */
  readonly assumptions?: Assumptions | undefined;
  /** What the user says about controllers; takes precedence over what they report. */
  readonly capabilities: CapabilityFile;
  /** Kinds of policies beyond those of Gateway API that the user's CRDs tell about. @default none */
  readonly policyKinds?: readonly (GroupKind & { readonly mode: PolicyMode })[] | undefined;
  /** What is wrong with a regular expression, as the end of a sentence; absent where nobody can tell. */
  readonly patternProblem?: ((pattern: string) => string | undefined) | undefined;
}

export const LIVE_PREMISES: Premises = { absentClass: 'missing', capabilities: NO_CAPABILITY_FILE };
