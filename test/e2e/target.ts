import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../src/kube/json.ts';
import { startApiServerDouble } from '../support/api-server-double/api-server-double.ts';
import { writeKubeconfig } from '../support/api-server-double/write-kubeconfig.ts';
import { selfSigned } from '../support/certificates.ts';

export interface Outage {
  begin(): Promise<void>;
  /** What others do to the cluster while it cannot be reached from here. */
  change(object: JsonObject): void;
  end(): Promise<void>;
}

/** The cluster that the tests run against. */
export interface Target {
  readonly kubeconfig: string;
  /** Absent: the kubeconfig's current context. */
  readonly context: string | undefined;
  /** Takes the API server away and gives it back; undefined where that is not ours to do. */
  readonly outage: Outage | undefined;
  close(): Promise<void>;
}

/** The cluster of GWQL_E2E_KUBECONFIG, or a double with TLS and a token. */
export async function openTarget(env: NodeJS.ProcessEnv = process.env): Promise<Target> {
  const kubeconfig = env['GWQL_E2E_KUBECONFIG'];
  if (kubeconfig)
    return { kubeconfig, context: env['GWQL_E2E_CONTEXT'], outage: undefined, close: async () => undefined };
  const double = await startApiServerDouble({
    tls: { certificate: selfSigned({ cn: 'double', ipAddresses: ['127.0.0.1'] }) },
    users: [{ name: 'tester', tokens: ['e2e-token'] }],
    rules: [{ users: ['tester'] }],
    rbac: true,
  });
  const folder = await mkdtemp(join(tmpdir(), 'gwql-e2e-'));
  const path = await writeKubeconfig(join(folder, 'kubeconfig'), double, { user: { token: 'e2e-token' } });
  return {
    kubeconfig: path,
    context: undefined,
    outage: {
      begin: () => double.goAway(),
      change: (object) => double.add(object),
      end: () => double.comeBack(),
    },
    close: async () => {
      await double.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
