import type { GroupKind } from '../../kube/object-key.ts';
import type { NamespaceRule } from './namespace-rule.ts';

export type TlsMode = 'Terminate' | 'Passthrough';

/** Why a listener is not accepted, whatever stands beside it. */
export interface ListenerProblem {
  readonly reason: 'UnsupportedProtocol' | 'UnsupportedValue' | 'Invalid';
  readonly message: string;
}

/** One listener of a Gateway or ListenerSet as its own fields define it: plain data. */
export interface Listener {
  /** Position in `spec.listeners`; names may repeat in objects that no server has seen. */
  readonly index: number;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** `ANY_HOSTNAME` where it has none, and for protocols that know no hostnames. */
  readonly hostname: string;
  /** For HTTPS and TLS only. */
  readonly tlsMode: TlsMode | undefined;
  /** Terminates TLS without naming a certificate or an option that might. */
  readonly lacksCertificates: boolean;
  readonly supportedKinds: readonly GroupKind[];
  /** Kinds in `allowedRoutes.kinds` that this listener cannot have. */
  readonly refusedKinds: readonly GroupKind[];
  readonly namespaces: NamespaceRule;
  readonly problem: ListenerProblem | undefined;
}
