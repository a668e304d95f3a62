import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { clusterFindings, scopeKey } from '../../src/gatewayapi/findings/cluster-findings.ts';
import { isObject, type Json } from '../../src/kube/json.ts';
import { isRawObject, type RawObject } from '../../src/kube/raw-object.ts';
import { VerdictStore } from '../../src/loaders/verdict-store.ts';
import { FactsInMemory } from '../support/answer-facts.ts';

const demo = join(import.meta.dirname, '..', '..', 'examples', 'demo');

const objects: readonly RawObject[] = readdirSync(demo)
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file) => parseAllDocuments(readFileSync(join(demo, file), 'utf8')))
  .map((document) => document.toJS() as Json)
  .filter(isRawObject);

/** The value with the field at a random place below `spec` replaced by another. */
function replaceAt(value: Json, [step, ...rest]: readonly number[], odd: Json): Json {
  if (step === undefined) return odd;
  if (Array.isArray(value) && value.length > 0) {
    const at = step % value.length;
    return value.map((item: Json, index) => (index === at ? replaceAt(item, rest, odd) : item));
  }
  if (!isObject(value)) return odd;
  const fields = Object.keys(value);
  const field = fields[step % Math.max(fields.length, 1)];
  if (field === undefined) return odd;
  return { ...value, [field]: replaceAt(value[field] ?? null, rest, odd) };
}

const ODD = fc.constantFrom<Json>(null, '', 0, -1, true, [], {}, [null], [[]], 'x', ['x'], { name: 7 }, [
  { kind: null },
]);

describe('findings', () => {
  it('are found in objects that no server has validated', () => {
    const change = fc.record({
      object: fc.nat(),
      path: fc.array(fc.nat(9), { maxLength: 7 }),
      odd: ODD,
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const changed = [...objects];
        for (const { object, path, odd } of changes) {
          const at = object % changed.length;
          const before = changed[at];
          if (before === undefined) continue;
          changed[at] = { ...before, spec: replaceAt(before['spec'] ?? null, path, odd) };
        }
        const store = new VerdictStore(new FactsInMemory(changed));
        expect(store.get(clusterFindings, scopeKey(undefined))).toMatchObject({ state: 'judged' });
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
