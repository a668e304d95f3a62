import type { GroupKind } from '../../kube/object-key.ts';

/** What a controller can do (semantics.md C.1). What is absent is not known, and taken as supported. */
export interface Capabilities {
  /** Names as in `GatewayClass.status.supportedFeatures`. */
  readonly features?: ReadonlySet<string> | undefined;
  /** Route kinds of protocols beyond HTTP, HTTPS, TLS, TCP and UDP. */
  readonly protocols?: { readonly [protocol: string]: readonly GroupKind[] } | undefined;
  /** All backend kinds beyond those that the Gateway API names. */
  readonly backendKinds?: readonly GroupKind[] | undefined;
  /** Types of Gateway addresses beyond IPAddress, Hostname and NamedAddress. */
  readonly addressTypes?: readonly string[] | undefined;
}

/** Of a controller about which nothing is known. */
export const EVERYTHING: Capabilities = {};

/** Whether a controller has one of the features, which are names of the same thing in several releases. */
export function supports({ features }: Capabilities, ...names: readonly string[]): boolean {
  return features === undefined || names.some((name) => features.has(name));
}
