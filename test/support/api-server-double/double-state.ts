import type { JsonObject } from '../../../src/kube/json.ts';
import type { ApiResource } from './api-resource.ts';
import type { Deed, Rule } from './authorization.ts';
import type { StaleVersions } from './discovery-documents.ts';
import type { ObjectStore } from './object-store.ts';
import type { ServiceAccountTokens } from './service-account-tokens.ts';
import type { Watches } from './watches.ts';

/** What answers depend on. */
export interface DoubleState {
  readonly store: ObjectStore;
  readonly watches: Watches;
  readonly resources: readonly ApiResource[];
  readonly crds: readonly JsonObject[];
  /** Those that were given and those of bindings. */
  readonly effectiveRules: readonly Rule[] | undefined;
  /** Undefined where no ServiceAccounts are served. */
  readonly tokens: ServiceAccountTokens | undefined;
  readonly rulesIncomplete: boolean;
  /** What was refused for want of rights. */
  readonly refusals: Deed[];
  readonly discovery: 'aggregated' | 'legacy';
  readonly staleVersions: StaleVersions;
  readonly kubernetesVersion: string;
}
