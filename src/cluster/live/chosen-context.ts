import type { JsonObject } from '../../kube/json.ts';

/** The entries of one context of a kubeconfig, as written, with absolute paths. */
export interface ChosenContext {
  readonly name: string;
  readonly cluster: JsonObject;
  readonly user: JsonObject;
}
