import type { JsonObject } from '../../../src/kube/json.ts';
import type { User } from './authentication.ts';
import type { Rule } from './authorization.ts';
import type { Release } from './crd-objects.ts';
import type { TlsOptions } from './http-server.ts';

export interface ApiServerDoubleOptions {
  /** The CRDs that are installed: those of a release, or any. @default v1.6.1-experimental */
  readonly serves?: Release | readonly JsonObject[];
  /** `legacy`: as servers before 1.27. @default aggregated */
  readonly discovery?: 'aggregated' | 'legacy';
  /** @default v1.34.1 */
  readonly kubernetesVersion?: string;
  /** Who may log in. @default nobody has to */
  readonly users?: readonly User[];
  /** Who may do what. @default everybody everything */
  readonly rules?: readonly Rule[];
  /** Serves ServiceAccounts, their tokens, roles and bindings, which give rights beside `rules`. @default false */
  readonly rbac?: boolean;
  /** @default plain HTTP */
  readonly tls?: TlsOptions;
}
