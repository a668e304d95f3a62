import { expect, test } from 'vitest';
import { coreKindFacts } from '../../../src/cli/schema-generate/core-kind-facts.ts';
import { getIn } from '../../../src/kube/json.ts';

const kinds = new Map(coreKindFacts().map((schema) => [schema.kind, schema.versions[0]?.schema]));

test('no kind has contents of Secrets or ConfigMaps', () => {
  for (const kind of ['Secret', 'ConfigMap']) {
    const properties = Object.keys(getIn(kinds.get(kind), 'properties') as object);
    expect(properties).not.toContain('data');
    expect(properties).not.toContain('stringData');
    expect(properties).not.toContain('binaryData');
  }
});

test('types of client-node become those of OpenAPI', () => {
  const ports = getIn(kinds.get('Service'), 'properties', 'spec', 'properties', 'ports');
  expect(ports).toMatchObject({
    type: 'array',
    items: {
      properties: {
        port: { type: 'integer', format: 'int32' },
        protocol: { type: 'string' },
        targetPort: { 'x-kubernetes-int-or-string': true },
      },
    },
  });
});

test('models by another name are followed: the ports of an EndpointSlice', () => {
  const items = getIn(kinds.get('EndpointSlice'), 'properties', 'ports', 'items', 'properties');
  expect(Object.keys(items as object)).toEqual(
    expect.arrayContaining(['appProtocol', 'name', 'port', 'protocol']),
  );
});
