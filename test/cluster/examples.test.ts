import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectManifests } from '../../src/cluster/connect-manifests.ts';
import { EXAMPLES, exampleFiles, HAVE_EXAMPLES, readExample } from '../support/example-files.ts';

describe.skipIf(!HAVE_EXAMPLES)(
  'the examples of the Gateway API (skipped when $GWQL_FIXTURES/examples is missing)',
  () => {
    test.each(exampleFiles())('%s loads without a problem, every object of it', async (file) => {
      const cluster = await connectManifests({ name: 'test', paths: [join(EXAMPLES, file)], freeze: true });
      expect(cluster.problems()).toStrictEqual([]);
      const written = readExample(file);
      const reader = cluster.openReader({ credentials: {} });
      const found = await reader.getMany(
        written.map(({ group, kind, namespace, name }) => ({ group, kind, namespace, name })),
      );
      expect(found.map(({ state }) => state)).toStrictEqual(written.map(() => 'found'));
    });

    test('load together; what they say of one object in several ways is the only problem', async () => {
      const cluster = await connectManifests({ name: 'test', paths: [EXAMPLES], freeze: true });
      const others = cluster
        .problems()
        .filter(({ message }) => !message.includes('too, with other contents'));
      expect(others).toStrictEqual([]);
    });
  },
);
