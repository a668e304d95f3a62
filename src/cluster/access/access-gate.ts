import type { ClusterReader, ServedResource } from '../../kube/cluster-reader.ts';
import type { Admission, Credentials, ReaderOptions } from '../../kube/connected-cluster.ts';
import { andThen, isPromise, type MaybePromise } from '../../kube/maybe-promise.ts';
import { type NoAnswer, unauthenticated } from '../live/api-answer.ts';
import { DirectReader } from '../live/direct-reader.ts';
import type { Discovery } from '../live/discovery.ts';
import { ExecutionReport } from '../live/execution-report.ts';
import type { InformerReader } from '../watch/informer-reader.ts';
import type { WatchCache } from '../watch/watch-cache.ts';
import { Access } from './access.ts';
import type { AccessQuestion } from './access-question.ts';
import { AdmittedReader } from './admitted-reader.ts';
import { AuthorizedReader } from './authorized-reader.ts';
import type { Identity } from './caller.ts';
import type { Callers } from './callers.ts';
import { RELEASE } from './release-question.ts';
import { RestrictedSnapshots } from './restricted-snapshots.ts';

interface AccessGateOptions {
  readonly clusterName: string;
  readonly callers: Callers;
  readonly discovery: Discovery;
  /** Absent: everything is read as the caller. */
  readonly cache: WatchCache | undefined;
}

/** The only way to a cluster where callers have to say who they are. */
export class AccessGate {
  readonly #options: AccessGateOptions;
  readonly #snapshots = new RestrictedSnapshots();

  constructor(options: AccessGateOptions) {
    this.#options = options;
  }

  /** Finds out at once what most queries need to know. */
  async admit(credentials: Credentials): Promise<Admission> {
    const { callers, cache } = this.#options;
    const refusal = this.#nobody(credentials);
    if (refusal !== undefined) return { admitted: false, reason: refusal.message };
    const identity = await callers.of(credentials).identity(NOT_COUNTED);
    if (!(identity instanceof Access)) {
      const refused = identity.cause === 'unauthenticated';
      return refused ? { admitted: false, reason: identity.message } : { admitted: true };
    }
    if (cache === undefined) return { admitted: true };
    const questions = [RELEASE, ...cache.heldResources().map(listQuestion)];
    await Promise.all(questions.map((question) => identity.decide(question, NOT_COUNTED)));
    return { admitted: true };
  }

  open({ credentials, signal }: ReaderOptions): ClusterReader {
    const { callers, discovery, cache } = this.#options;
    const refused = this.#nobody(credentials);
    const caller = callers.of(credentials);
    const direct = new DirectReader({ transport: caller.transport, discovery, signal });
    if (refused !== undefined) return new AdmittedReader({ inner: direct, refused });
    const report = new ExecutionReport();
    const identity = caller.identity(report.countCall);
    if (cache === undefined) {
      const nobody = andThen(identity, (found) => (found instanceof Access ? undefined : found));
      return new AdmittedReader({ inner: direct, refused: nobody });
    }
    return this.#view({ identity, report, inner: cache.openFor({ direct, named: caller.named }) });
  }

  #view({ identity, report, inner }: View): ClusterReader {
    const rights = isPromise(identity) || !(identity instanceof Access) ? undefined : identity;
    const held = inner.snapshot.heldResources();
    const visible = held.filter((resource) => rights?.known(listQuestion(resource)) === 'allowed');
    // Who may read all that there is needs no gate in between.
    if (visible.length === held.length && rights?.known(RELEASE) === 'allowed') return inner;
    const hidden = held.filter((resource) => !visible.includes(resource));
    return new AuthorizedReader({
      inner,
      identity,
      report,
      snapshot: this.#snapshots.of(inner.snapshot, hidden),
    });
  }

  /** Without credentials nobody is asking, and gwql's own are never lent. */
  #nobody({ bearerToken, impersonation }: Credentials): NoAnswer | undefined {
    if (bearerToken !== undefined || impersonation !== undefined) return undefined;
    const { clusterName } = this.#options;
    return unauthenticated(`there are no credentials for cluster ${clusterName} in the request`);
  }
}

/** Before there is an execution, nobody is charged. */
const NOT_COUNTED = (): void => undefined;

interface View {
  readonly identity: MaybePromise<Identity>;
  readonly report: ExecutionReport;
  readonly inner: InformerReader;
}

function listQuestion({ group, plural }: ServedResource): AccessQuestion {
  return { verb: 'list', group, resource: plural };
}
