import type { ClusterAccess, KubeconfigSource } from './kubeconfig.ts';
import { loadKubeconfig } from './kubeconfig.ts';
import { resolveWire } from './resolve-wire.ts';
import type { Runtime } from './runtime.ts';
import type { Identity, Wire } from './wire.ts';

/** How long credentials are used before client-node is asked again: files and plugins may have newer ones. */
const FRESH_MS = 60_000;
/** A credential plugin that takes longer is taken for hung. */
const LONGEST_MS = 60_000;

interface KubeconfigIdentityOptions {
  readonly source: KubeconfigSource;
  readonly access: ClusterAccess;
  readonly user: 'own' | 'anonymous';
  readonly runtime: Runtime;
  /** For the operator's log: may name files and commands, which callers are not told. */
  readonly onWarning: (message: string) => void;
}

/** Credentials of a kubeconfig's user, asked for once however many requests need them at the same time. */
export class KubeconfigIdentity implements Identity {
  readonly #options: KubeconfigIdentityOptions;
  #access: ClusterAccess;
  #current: { readonly wire: Promise<Wire>; readonly until: number } | undefined;
  #renewal: Promise<Wire> | undefined;
  #latest: Wire | undefined;

  constructor(options: KubeconfigIdentityOptions) {
    this.#options = options;
    this.#access = options.access;
  }

  wire(): Promise<Wire> {
    const { now } = this.#options.runtime;
    if (this.#renewal) return this.#renewal;
    if (this.#current && now() < this.#current.until) return this.#current.wire;
    return this.#resolve();
  }

  /** Reads the kubeconfig again and drops what client-node kept in memory. */
  renew(stale: Wire): Promise<Wire | undefined> {
    if (this.#renewal) return this.#renewal;
    // Another request met the 401 first and the answer to it is already here.
    if (this.#latest !== stale) return this.wire();
    this.#renewal = this.#reload().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #reload(): Promise<Wire> {
    const { source, runtime, onWarning } = this.#options;
    try {
      const fresh = await loadKubeconfig(source, runtime);
      this.#access = fresh.fingerprint === this.#access.fingerprint ? keepTokens(fresh, this.#access) : fresh;
    } catch (error) {
      onWarning(`keeping the kubeconfig as it was: ${firstLine(error)}`);
    }
    return this.#resolve();
  }

  #resolve(): Promise<Wire> {
    const { user, runtime, onWarning } = this.#options;
    const wire = within(LONGEST_MS, resolveWire(this.#access, user)).then(
      (resolved) => {
        this.#latest = resolved;
        return resolved;
      },
      (error: unknown) => {
        this.#current = undefined;
        onWarning(`no credentials from the kubeconfig: ${whyNone(error)}`);
        throw new Error('the credentials in the kubeconfig cannot be used');
      },
    );
    this.#current = { wire, until: runtime.now() + FRESH_MS };
    return wire;
  }
}

/**
 * OpenID Connect refresh tokens can often be used once, and the newest is only in client-node's memory. Unchanged
 * files give the same user entries again, so the newer tokens go with them.
 */
function keepTokens(fresh: ClusterAccess, before: ClusterAccess): ClusterAccess {
  fresh.own.loadFromOptions({
    clusters: fresh.own.clusters,
    contexts: fresh.own.contexts,
    users: before.own.users,
    currentContext: fresh.own.currentContext,
  });
  return fresh;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What a plugin printed may be a token: an error about it, which quotes it, is not passed on. */
function whyNone(error: unknown): string {
  if (error instanceof SyntaxError) return 'what the credential plugin printed is no JSON';
  const line = firstLine(error);
  const [, command] = /^spawn (.+) ENOENT$/.exec(line) ?? [];
  return command === undefined ? line : `there is no command ${command}; install it or mend the exec entry`;
}

/** Plugins write their advice (`run: aws sso login`) to stderr, which client-node makes the message. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : '';
  const line = text.split('\n').find((part) => part.trim() !== '') ?? 'no reason given';
  return line.trim().slice(0, 300);
}
