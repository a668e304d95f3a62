import type { ReadReport } from '../../kube/cluster-reader.ts';
import type { GroupKind } from '../../kube/object-key.ts';

/** Each is said once; a query that names thousands of kinds does not get thousands of sentences. */
const MAX_WARNINGS = 100;
const MAX_HIDDEN = 1_000;

type Hidden = ReadReport['hidden'][number];

/** Counts and collects what one execution cost and met. */
export class ExecutionReport {
  #requests = 0;
  readonly #warnings = new Set<string>();
  readonly #hidden = new Map<string, Hidden>();

  /** One call that goes to the cluster. */
  readonly countCall = (): void => {
    this.#requests += 1;
  };

  warn(message: string): void {
    if (this.#warnings.size < MAX_WARNINGS) this.#warnings.add(message);
  }

  /** `namespace` absent: the kind may not be listed in the whole cluster, which reads `*`. */
  hide({ group, kind }: GroupKind, namespace: string | undefined): void {
    const scope = namespace ?? '*';
    if (this.#hidden.size < MAX_HIDDEN) this.#hidden.set(`${group}/${kind}/${scope}`, { group, kind, scope });
  }

  read(): ReadReport {
    return {
      requests: this.#requests,
      stale: false,
      hidden: [...this.#hidden.values()],
      warnings: [...this.#warnings],
    };
  }
}
