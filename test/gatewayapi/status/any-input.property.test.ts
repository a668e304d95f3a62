import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainAttachment } from '../../../src/gatewayapi/attachment/explain-attachment.ts';
import { entryDrift } from '../../../src/gatewayapi/drift/entry-drift.ts';
import { objectDrift } from '../../../src/gatewayapi/drift/object-drift.ts';
import { gatewayStatus } from '../../../src/gatewayapi/status/gateway-status.ts';
import { routeStatus } from '../../../src/gatewayapi/status/route-status.ts';
import { keyOf, type RawObject } from '../../../src/kube/raw-object.ts';
import { runRule } from '../../../src/loaders/run-rule.ts';
import { experimentalCrds, hasCrds, readRelease } from '../../codegen/crd-fixtures.ts';
import { objectsOfCrd } from '../../support/crd-arbitrary.ts';
import { allStatuses, factsOver, verdictsOver } from '../../support/verdicts-over.ts';

const crds = hasCrds ? await readRelease('v1.6.1-experimental') : [];
const anyObject = hasCrds
  ? fc.oneof(...crds.map(objectsOfCrd))
  : fc.constant<RawObject | undefined>(undefined);

/** Core objects are as odd as any. */
const service = fc
  .record({ ports: fc.array(fc.record({ port: fc.constantFrom(80, 443), name: fc.constantFrom('a', 'b') })) })
  .map(
    (spec): RawObject => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace: 'ns1', name: 'a' },
      spec,
    }),
  );

describe.skipIf(!hasCrds)(
  `objects made from CRD schemas (skipped when ${experimentalCrds} is missing)`,
  () => {
    test('never make computing a status throw, valid or not', () => {
      fc.assert(
        fc.property(fc.array(anyObject, { minLength: 1, maxLength: 12 }), service, (made, aService) => {
          const objects = [...made.filter((object) => object !== undefined), aService];
          const store = verdictsOver(objects);
          const statuses = allStatuses(store, objects);
          expect(statuses.size).toBeGreaterThanOrEqual(0);
          for (const object of objects) describeAll(object, objects);
        }),
        { numRuns: 300 },
      );
    });
  },
);

/** What is computed only when somebody asks for it. */
function describeAll(object: RawObject, objects: readonly RawObject[]): void {
  const store = verdictsOver(objects);
  const key = keyOf(object);
  const route = store.get(routeStatus, key);
  if (route?.state === 'judged' && object.kind.endsWith('Route')) {
    const verdicts = route.value.parents.map(({ attachment, conditions }) => ({ ...attachment, conditions }));
    entryDrift(object, 'parents', verdicts);
    for (const { attachment } of route.value.parents) {
      runRule(explainAttachment(object, attachment), factsOver(objects));
    }
  }
  const gateway = object.kind === 'Gateway' ? store.get(gatewayStatus, key) : undefined;
  if (gateway?.state === 'judged') objectDrift(object, gateway.value);
}
