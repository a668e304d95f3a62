import { expect, test } from 'vitest';
import { executeQuery } from '../../src/execution/execute-query.ts';
import { tolerateUnknownEnumValues } from '../../src/execution/tolerate-unknown-enum-values.ts';
import { probeSchema } from '../support/probe-schema.ts';
import { faultList, probeScope } from '../support/probe-scope.ts';

async function ask(source: string) {
  const schema = probeSchema();
  tolerateUnknownEnumValues(schema, ['Color', 'NoSuchEnum', 'Item']);
  const { faults, faultLog } = faultList();
  return { result: await executeQuery({ schema, source, context: probeScope(), faultLog }), faults };
}

test('a value that the enum does not have is null with UNKNOWN_ENUM_VALUE, and its object stays', async () => {
  const { result, faults } = await ask('{ unknownColor { id color } }');
  expect(result.data).toEqual({ unknownColor: { id: '1', color: null } });
  expect(result.errors).toMatchObject([
    { path: ['unknownColor', 'color'], extensions: { code: 'UNKNOWN_ENUM_VALUE' } },
  ]);
  expect(result.errors?.[0]?.message).toContain('"BLUE" is no value of Color');
  expect(faults).toEqual([]);
});

test('a value that the enum has is that value, in and out', async () => {
  expect((await ask('{ item { color } }')).result).toEqual({ data: { item: { color: 'RED' } } });
  expect((await ask('mutation { paint(color: GREEN) }')).result).toEqual({ data: { paint: 'GREEN' } });
});
