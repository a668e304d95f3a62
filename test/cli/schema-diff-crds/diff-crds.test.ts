import path from 'node:path';
import { validateSchema } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import type { KindDiff } from '../../../src/cli/schema-diff-crds/crd-diff-report.ts';
import { diffCrds } from '../../../src/cli/schema-diff-crds/diff-crds.ts';
import { schemaOfCrds } from '../../../src/cli/schema-diff-crds/schema-of-crds.ts';
import { crdFolder, hasCrds, readRelease, releases } from '../../codegen/crd-fixtures.ts';

// Facts of https://gateway-api.sigs.k8s.io and its release notes: which kinds and fields came and went when.

const skipped = hasCrds ? '' : ' (skipped: no CRDs; GWQL_FIXTURES names the folder that has crds/)';

interface Upgrade {
  /** Names of kinds by what happened to them. */
  readonly states: Readonly<Record<KindDiff['state'], readonly string[]>>;
  /** `HTTPRoute breaking KubernetesKindHTTPRouteSpec.x`. */
  readonly changes: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

async function upgrade(older: string, newer: string): Promise<Upgrade> {
  const { report, notes } = await diffCrds(path.join(crdFolder, older), path.join(crdFolder, newer));
  const named = (state: KindDiff['state']) =>
    report.kinds.filter((kind) => kind.state === state).map(({ kind }) => kind);
  return {
    states: { new: named('new'), gone: named('gone'), changed: named('changed'), same: named('same') },
    changes: report.kinds.flatMap(({ kind, changes }) =>
      changes.map(({ criticality, path: where = '', experimental }) => {
        const short = where.replace(`KubernetesKind${kind}`, '');
        return `${kind} ${criticality} ${short}${experimental ? ' (experimental)' : ''}`;
      }),
    ),
    versions: Object.fromEntries(
      report.kinds.map(({ kind, older: from, newer: to }) => [kind, `${from} -> ${to}`]),
    ),
    notes,
  };
}

describe.skipIf(!hasCrds)(`the standard channel${skipped}`, () => {
  test('from 1.0 to 1.2 gets GRPCRoute, ports of parents, timeouts and infrastructure', async () => {
    const { states, changes, versions, notes } = await upgrade('v1.0.0-standard', 'v1.2.1-standard');
    expect(states).toEqual({
      new: ['GRPCRoute'],
      gone: [],
      changed: ['Gateway', 'GatewayClass', 'HTTPRoute'],
      same: ['ReferenceGrant'],
    });
    expect(changes).toEqual(
      expect.arrayContaining([
        'GRPCRoute safe Query.grpcRoute',
        'HTTPRoute safe SpecParentRefs.port',
        'HTTPRoute safe SpecRules.timeouts',
        'Gateway safe Spec.infrastructure',
      ]),
    );
    expect(changes.filter((change) => change.includes(' breaking '))).toEqual([]);
    expect(versions).toMatchObject({ Gateway: 'v1beta1 -> v1', HTTPRoute: 'v1beta1 -> v1' });
    expect(notes).toEqual([]);
  });

  test('from 1.2 to 1.4 gets BackendTLSPolicy, names of rules, shares of mirrors and supported features', async () => {
    const { states, changes } = await upgrade('v1.2.1-standard', 'v1.4.1-standard');
    expect(states).toMatchObject({
      new: ['BackendTLSPolicy'],
      gone: [],
      same: ['Gateway', 'ReferenceGrant'],
    });
    expect(changes).toEqual(
      expect.arrayContaining([
        'HTTPRoute safe SpecRules.name',
        'GRPCRoute safe SpecRules.name',
        'HTTPRoute safe SpecRulesFiltersRequestMirror.percent',
        'HTTPRoute safe SpecRulesFiltersRequestMirror.fraction',
        'GatewayClass safe Status.supportedFeatures',
      ]),
    );
  });

  test('from 1.4 to 1.6 gets ListenerSet and the routes of layer 4, CORS and TLS of the whole Gateway', async () => {
    const { states, changes, versions } = await upgrade('v1.4.1-standard', 'v1.6.1-standard');
    expect(states).toMatchObject({ new: ['ListenerSet', 'TCPRoute', 'TLSRoute', 'UDPRoute'], gone: [] });
    expect(changes).toEqual(
      expect.arrayContaining([
        'Gateway safe Spec.allowedListeners',
        'Gateway safe Spec.tls',
        'Gateway safe Status.attachedListenerSets',
        'HTTPRoute safe SpecRulesFilters.cors',
        'HTTPRoute dangerous SpecRulesFiltersTypeEnum.CORS',
      ]),
    );
    expect(versions).toMatchObject({ TLSRoute: 'undefined -> v1', TCPRoute: 'undefined -> v1' });
  });

  test('from 1.6 to its experimental channel gets what is experimental, and nothing else', async () => {
    const { states, changes } = await upgrade('v1.6.1-standard', 'v1.6.1-experimental');
    expect(states).toMatchObject({ new: ['XBackend', 'XBackendTrafficPolicy', 'XMesh'], gone: [] });
    expect(changes).toEqual(
      expect.arrayContaining([
        'Gateway safe Spec.defaultScope (experimental)',
        'HTTPRoute safe Spec.useDefaultGateways (experimental)',
        'HTTPRoute safe SpecRules.sessionPersistence (experimental)',
        'HTTPRoute safe SpecRules.retry (experimental)',
        'HTTPRoute safe SpecRulesFilters.externalAuth (experimental)',
      ]),
    );
    expect(changes.filter((change) => change.includes(' breaking '))).toEqual([]);
  });
});

describe.skipIf(!hasCrds)(`the experimental channel${skipped}`, () => {
  test('from 1.0 to 1.2 BackendTLSPolicy has another shape, GRPCRoute leaves the channel', async () => {
    const { states, changes, versions } = await upgrade('v1.0.0-experimental', 'v1.2.1-experimental');
    expect(states).toMatchObject({ new: ['BackendLBPolicy'], gone: [] });
    expect(changes).toEqual(
      expect.arrayContaining([
        'BackendTLSPolicy breaking Spec.targetRef',
        'BackendTLSPolicy safe Spec.targetRefs (experimental)',
        'GRPCRoute safe Query.grpcRoute.@experimental',
        'HTTPRoute safe SpecRules.timeouts.@experimental',
        'Gateway safe Spec.infrastructure.@experimental',
        'Gateway safe Spec.backendTLS (experimental)',
      ]),
    );
    expect(versions).toMatchObject({ BackendTLSPolicy: 'v1alpha2 -> v1alpha3', GRPCRoute: 'v1alpha2 -> v1' });
  });

  test('from 1.2 to 1.4 loses BackendLBPolicy and the TLS fields of Gateways that moved', async () => {
    const { states, changes, versions } = await upgrade('v1.2.1-experimental', 'v1.4.1-experimental');
    expect(states).toMatchObject({
      new: ['XBackendTrafficPolicy', 'XListenerSet', 'XMesh'],
      gone: ['BackendLBPolicy'],
    });
    expect(changes).toEqual(
      expect.arrayContaining([
        'BackendLBPolicy breaking Query.backendLbPolicy',
        'Gateway breaking Spec.backendTLS',
        'Gateway breaking SpecListenersTls.frontendValidation',
        'Gateway safe Spec.tls (experimental)',
        'HTTPRoute safe SpecRules.name.@experimental',
        'BackendTLSPolicy safe Query.backendTlsPolicy.@experimental',
      ]),
    );
    expect(versions).toMatchObject({ BackendTLSPolicy: 'v1alpha3 -> v1', TLSRoute: 'v1alpha2 -> v1alpha3' });
  });

  test('from 1.4 to 1.6 loses XListenerSet and idle timeouts of sessions, and four kinds are standard', async () => {
    const { states, changes, versions } = await upgrade('v1.4.1-experimental', 'v1.6.1-experimental');
    expect(states).toMatchObject({ new: ['ListenerSet', 'XBackend'], gone: ['XListenerSet'] });
    expect(changes).toEqual(
      expect.arrayContaining([
        'XListenerSet breaking Query.xListenerSet',
        'HTTPRoute breaking SpecRulesSessionPersistence.idleTimeout',
        'Gateway safe Spec.tls.@experimental',
        'Gateway safe Spec.allowedListeners.@experimental',
        'HTTPRoute safe SpecRulesFilters.cors.@experimental',
        'TCPRoute safe Query.tcpRoute.@experimental',
        'TLSRoute safe Query.tlsRoute.@experimental',
        'UDPRoute safe Query.udpRoute.@experimental',
        'ListenerSet safe Query.listenerSet',
        'XBackend safe Query.xBackend (experimental)',
      ]),
    );
    expect(versions).toMatchObject({
      TLSRoute: 'v1alpha3 -> v1',
      TCPRoute: 'v1alpha2 -> v1',
      UDPRoute: 'v1alpha2 -> v1',
    });
  });
});

describe.skipIf(!hasCrds)(`every release${skipped}`, () => {
  let all: readonly string[] = [];
  beforeAll(() => {
    all = releases();
  });

  test('gives a valid schema', async () => {
    for (const release of all) {
      const { schema } = schemaOfCrds(await readRelease(release), undefined);
      expect(validateSchema(schema).map(({ message }) => `${release}: ${message}`)).toEqual([]);
    }
  });

  test('has no changes against itself', async () => {
    for (const release of all) {
      const { changes, states } = await upgrade(release, release);
      expect([changes, states.changed, states.new, states.gone]).toEqual([[], [], [], []]);
    }
  });
});
